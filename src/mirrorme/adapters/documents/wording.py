"""What figures are called, and how they are written, in English."""

from mirrorme.domain.metrics import Bounds, MetricName, Status
from mirrorme.domain.report import Report

NAMES: dict[MetricName, str] = {
    "photos_per_hour": "Photos processed an hour",
    "processing_s": "Average processing time",
    "score_mean": "Quality score (average)",
    "auto_publish_rate": "Auto-publish rate",
    "api_p95_ms": "API latency (p95)",
    "worker_use": "Worker utilisation",
    "upload_success_rate": "Upload success rate",
    "delivery_s": "Customer delivery time",
}
STATUSES: dict[Status, str] = {"good": "on target", "warn": "off target", "bad": "alert", "no_data": "no data"}
UNITS = {"photos/h": "", "s": " s", "ms": " ms", "points": ""}


def written(value: float | None, unit: str) -> str:
    """A value with its unit; a dash for none."""
    if value is None:
        return "-"
    if unit == "share":
        return f"{value * 100:.1f}".removesuffix(".0") + "%"
    return f"{value:,.1f}".removesuffix(".0") + UNITS[unit]


def bounded(bounds: Bounds, unit: str) -> str:
    """Bounds in words."""
    if bounds.low is not None and bounds.high is not None:
        return f"{written(bounds.low, unit)} to {written(bounds.high, unit)}"
    if bounds.low is not None:
        return f"at least {written(bounds.low, unit)}"
    return f"at most {written(bounds.high, unit)}"


def whose(report: Report) -> str:
    """Whose figures they are."""
    return "all franchises" if report.franchise is None else f"franchise {report.franchise}"
