"""What owners read, in their own or their brand's language. No picture and no name of a customer is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from mirrorme.domain.brand import Locale
from mirrorme.domain.notices import Waiting
from mirrorme.domain.report import Report
from mirrorme.pipeline.notice_causes import CAUSES

Said = tuple[str, list[str]]
"""A subject and lines."""


@dataclass(frozen=True, slots=True)
class Words:
    """Of one language. day: how a date is written (``strftime``). why: why they get this mail."""

    locale: Locale
    day: str
    waiting: str
    half_over: str
    overdue: str
    due: str
    rejections: str
    rejected_of: str
    look_at: str
    summary: str
    received: str
    published: str
    auto_rate: str
    rejected: str
    missed: str
    why: str


_ALL: Mapping[Locale, Words] = {
    words.locale: words
    for words in (
        Words(
            locale="en",
            day="%Y-%m-%d",
            waiting="Photos waiting for review: {}",
            half_over="Of these, half of the promised hour is over for: {}",
            overdue="Overdue: {}",
            due="The first one is due at: {}",
            rejections="Many photos of session {} were rejected",
            rejected_of="Rejected: {} of {} photos",
            look_at="Please check light, focus and camera before the next photos are taken.",
            summary="Figures of {}",
            received="Received: {}",
            published="Published: {}",
            auto_rate="Published without a person: {}",
            rejected="Rejected: {}",
            missed="Missed promises: {}",
            why="You get this mail because your franchise's settings ask for it; change them under notifications.",
        ),
        Words(
            locale="es",
            day="%d/%m/%Y",
            waiting="Fotos pendientes de revisión: {}",
            half_over="De ellas, con la mitad de la hora prometida ya transcurrida: {}",
            overdue="Con el plazo vencido: {}",
            due="La primera vence a las: {}",
            rejections="Se rechazaron muchas fotos de la sesión {}",
            rejected_of="Rechazadas: {} de {} fotos",
            look_at="Revise la luz, el enfoque y la cámara antes de hacer más fotos.",
            summary="Cifras del {}",
            received="Recibidas: {}",
            published="Publicadas: {}",
            auto_rate="Publicadas sin intervención de una persona: {}",
            rejected="Rechazadas: {}",
            missed="Plazos incumplidos: {}",
            why="Recibe este correo porque así lo pide la configuración de su franquicia; cámbiela en notificaciones.",
        ),
        Words(
            locale="fr",
            day="%d/%m/%Y",
            waiting="Photos en attente de vérification : {}",
            half_over="Dont plus de la moitié de l'heure promise est écoulée : {}",
            overdue="En retard : {}",
            due="La première est attendue à : {}",
            rejections="Beaucoup de photos de la séance {} ont été rejetées",
            rejected_of="Rejetées : {} photos sur {}",
            look_at="Vérifiez la lumière, la mise au point et l'appareil avant les prochaines photos.",
            summary="Chiffres du {}",
            received="Reçues : {}",
            published="Publiées : {}",
            auto_rate="Publiées sans intervention humaine : {}",
            rejected="Rejetées : {}",
            missed="Délais non tenus : {}",
            why="Vous recevez ce message car les réglages de votre franchise le demandent ; "
            "modifiez-les sous notifications.",
        ),
        Words(
            locale="de",
            day="%d.%m.%Y",
            waiting="Fotos, die auf Prüfung warten: {}",
            half_over="Davon ist die Hälfte der zugesagten Stunde vorbei bei: {}",
            overdue="Überfällig: {}",
            due="Das erste ist fällig um: {}",
            rejections="Viele Fotos der Sitzung {} wurden abgelehnt",
            rejected_of="Abgelehnt: {} von {} Fotos",
            look_at="Bitte prüfen Sie Licht, Fokus und Kamera, bevor weiter fotografiert wird.",
            summary="Zahlen vom {}",
            received="Eingegangen: {}",
            published="Veröffentlicht: {}",
            auto_rate="Ohne Zutun eines Menschen veröffentlicht: {}",
            rejected="Abgelehnt: {}",
            missed="Nicht gehaltene Zusagen: {}",
            why="Sie erhalten diese Mail, weil die Einstellungen Ihrer Franchise es so vorsehen; "
            "ändern Sie sie dort unter Benachrichtigungen.",
        ),
    )
}


def words_of(locale: Locale) -> Words:
    """Those of a language."""
    return _ALL[locale]


def review_text(words: Words, waiting: Waiting, timezone: str) -> Said:
    """Photos wait, and half of the promised hour is over for some."""
    subject = words.waiting.format(waiting.photos)
    lines = [subject, words.half_over.format(waiting.half_over), words.overdue.format(waiting.overdue)]
    if waiting.due_at is not None:
        here = waiting.due_at.astimezone(ZoneInfo(timezone))
        lines.append(words.due.format(here.strftime(f"%H:%M ({words.day})")))
    return subject, lines


def rejections_text(words: Words, session: int, rejected: int, photos: int) -> Said:
    """Too many photos of a session were rejected. session: its number; names are often customers'."""
    return words.rejections.format(session), [words.rejected_of.format(rejected, photos), words.look_at]


def summary_text(words: Words, day: date, report: Report) -> Said:
    """A day's figures. report: of that day."""
    rate = next(metric.value for metric in report.metrics if metric.name == "auto_publish_rate")
    causes = CAUSES[words.locale]
    lines = [
        words.received.format(sum(one.received for one in report.days)),
        words.published.format(sum(one.published for one in report.days)),
        words.auto_rate.format("-" if rate is None else f"{rate:.0%}"),
        words.rejected.format(sum(one.rejected for one in report.days)),
        *(f"    {causes.get(one.code, one.code)}: {one.count}" for one in report.rejections),
        words.missed.format(sum(lane.missed for lane in report.lanes)),
    ]
    return words.summary.format(day.strftime(words.day)), lines
