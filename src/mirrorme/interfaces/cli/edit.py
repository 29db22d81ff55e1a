"""`mirrorme edit`: photos and folders in, edited pictures out."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Photos = Annotated[list[Path], typer.Argument(metavar="PHOTO|FOLDER...", help="Photos, and folders to search.")]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder for the edited pictures; sub-folders are kept.")]
Backdrop = Annotated[
    str, typer.Option(metavar="NAME|FILE|none", help="Backdrop; none keeps the photo's own background.")
]
Style = Annotated[str, typer.Option(metavar="NAME|FILE.json", help="Look, see `mirrorme styles`.")]
Crop = Annotated[Literal["4x6", "5x7", "8x10", "square", "none"], typer.Option(help="Print format.")]
Matte = Annotated[Literal["fast", "standard", "best"], typer.Option(help="Time spent on hair.")]
MinSize = Annotated[
    str | None, typer.Option(metavar="WxH", help="Gate 1: least size in either orientation.", show_default="2000x3000")
]
MinFocus = Annotated[float | None, typer.Option(min=0, max=100, help="Gate 1: least focus, 0-100.", show_default="60")]
Workers = Annotated[int | None, typer.Option(min=1, max=256, help="Processes.", show_default="one per core")]
TimeLimit = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="A photo that takes longer fails.")]
Report = Annotated[Path | None, typer.Option(metavar="FILE", help="Write one JSON line a photo.")]
Json = Annotated[bool, typer.Option("--json", help="Print the report's lines to standard output.")]


def edit(  # noqa: PLR0913 (the choices that a studio has)
    photos: Photos,
    *,
    out: Out,
    backdrop: Backdrop = "paper-dove-grey",
    style: Style = "neutral",
    also: Annotated[
        list[str] | None, typer.Option(metavar="cutout,alpha", help="Write a transparent PNG, the matte, or both.")
    ] = None,
    crop: Crop = "none",
    matte: Matte = "standard",
    gate: Annotated[bool, typer.Option("--gate/--no-gate", help="Turn bad photos away first (Gate 1).")] = True,
    min_size: MinSize = None,
    min_focus: MinFocus = None,
    device: Annotated[Literal["auto", "cpu", "cuda"], typer.Option(help="Where networks run.")] = "auto",
    workers: Workers = None,
    time_limit: TimeLimit = 300.0,
    keep_gps: Annotated[bool, typer.Option("--keep-gps", help="Leave the place in the pictures.")] = False,
    report: Report = None,
    as_json: Json = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Edit photos and folders of photos.

    Writes NAME-edited.jpg, with --also NAME-edited.png (transparent) and NAME-alpha.png. Originals are never touched.
    Exit code: 0 all edited, 1 some rejected or failed, 2 wrong usage.
    """
    from mirrorme.adapters.files.find import find
    from mirrorme.adapters.files.name import name_outputs
    from mirrorme.imaging.recipe import Export, Frame, portrait
    from mirrorme.interfaces.cli import choices, editing
    from mirrorme.pipeline.order import Job

    wanted = choices.extras(also or [])
    name, digest, backdrop_file = choices.backdrop(backdrop)
    look, lut_file = choices.style(style)
    recipe = portrait(
        look.compose(name, digest),
        tier=matte,
        light=look.light(),
        frame=Frame(aspect=crop),
        grade=look.grade,
        export=Export(cutout="cutout" in wanted, alpha="alpha" in wanted, keep_gps=keep_gps),
    )
    found = find(photos, out)
    names = name_outputs(found, out, cutout="cutout" in wanted, alpha="alpha" in wanted)
    job = Job(
        recipe=recipe,
        gate=choices.gate(min_size, min_focus) if gate else None,
        device=device,
        backdrop=str(backdrop_file) if backdrop_file else None,
        lut=str(lut_file) if lut_file else None,
    )
    plan = editing.Plan(job, editing.orders(found, names), workers, time_limit)
    if dry_run:
        editing.show(plan, as_json=as_json)
        return
    editing.check_out(out)
    raise typer.Exit(editing.carry_out(plan, report, as_json=as_json))
