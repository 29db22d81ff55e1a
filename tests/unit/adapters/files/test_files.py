import os
import stat
import subprocess
import sys
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorme.adapters.files.find import Found, find
from mirrorme.adapters.files.name import name_outputs
from mirrorme.adapters.files.write import write_whole
from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.ports import StorageError

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(JPEG)


def within(photos: list[Found]) -> list[str]:
    return [str(photo.within) for photo in photos]


def test_finds_photos_by_name_or_content_sorted_with_their_sub_folders(tmp_path: Path) -> None:
    make(tmp_path, "b.JPG", "a.nef", "sub/deep/c.heic", "no-extension", "wrong.txt")
    (tmp_path / "notes.txt").write_text("no photo")
    (tmp_path / "empty").write_bytes(b"")
    assert within(find([tmp_path])) == ["a.nef", "b.JPG", "no-extension", "sub/deep/c.heic", "wrong.txt"]


def test_leaves_out_hidden_files_the_output_folder_and_what_we_wrote(tmp_path: Path) -> None:
    make(
        tmp_path, "a.jpg", ".b.jpg", ".hidden/c.jpg", "out/a-edited.jpg", "a-edited.jpg", "A-EDITED.png", "a-alpha.png"
    )
    make(tmp_path, "portrait-edited.jpg")  # somebody's own: there is no portrait.* beside it
    assert within(find([tmp_path], tmp_path / "out")) == ["a.jpg", "portrait-edited.jpg"]


def test_follows_links_once_and_never_in_circles(tmp_path: Path) -> None:
    make(tmp_path, "photos/a.jpg", "elsewhere/b.jpg")
    (tmp_path / "photos" / "loop").symlink_to(tmp_path / "photos")
    (tmp_path / "photos" / "more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "photos" / "same.jpg").symlink_to(tmp_path / "photos" / "a.jpg")
    (tmp_path / "photos" / "gone.jpg").symlink_to(tmp_path / "nothing")
    assert within(find([tmp_path / "photos"])) == ["a.jpg", "more/b.jpg"]


def test_a_named_file_is_taken_whatever_it_is_and_each_photo_once(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg")
    (tmp_path / "notes.txt").write_text("no photo")
    named = [tmp_path / "notes.txt", tmp_path, tmp_path / "a.jpg"]
    assert within(find(named)) == ["notes.txt", "a.jpg"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OrderError, match="there is no photo or folder"):
        find([tmp_path / "none.jpg"])


def test_a_pipe_is_no_photo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert find([tmp_path]) == []
    with pytest.raises(OrderError):
        find([tmp_path / "pipe.jpg"])


def outputs(tmp_path: Path, *names: str) -> list[str]:
    make(tmp_path / "in", *names)
    photos = [Found(tmp_path / "in" / name, PurePath(name)) for name in names]
    return [one.jpeg.name for one in name_outputs(photos, tmp_path / "out", cutout=True, alpha=True)]


def test_names_keep_sub_folders(tmp_path: Path) -> None:
    make(tmp_path, "in/sub/a.jpg")
    (names,) = name_outputs(find([tmp_path / "in"]), tmp_path / "out", cutout=True, alpha=True)
    sub = tmp_path / "out" / "sub"
    assert names.all() == [sub / "a-edited.jpg", sub / "a-edited.png", sub / "a-alpha.png"]
    (bare,) = name_outputs(find([tmp_path / "in"]), tmp_path / "out", cutout=False, alpha=False)
    assert bare.all() == [sub / "a-edited.jpg"]


def test_photos_that_differ_in_their_extension_keep_it(tmp_path: Path) -> None:
    assert outputs(tmp_path, "a.jpg", "a.png", "b.jpg") == ["a_jpg-edited.jpg", "a_png-edited.jpg", "b-edited.jpg"]


def test_photos_that_differ_in_case_are_numbered(tmp_path: Path) -> None:
    assert outputs(tmp_path, "A.jpg", "a.jpg") == ["A_jpg-edited.jpg", "a_jpg-2-edited.jpg"]


def test_a_crowd_never_takes_the_name_of_a_lone_photo(tmp_path: Path) -> None:
    names = outputs(tmp_path, "a.jpg", "a.png", "a_jpg.jpg")
    assert names == ["a_jpg-2-edited.jpg", "a_png-edited.jpg", "a_jpg-edited.jpg"]


def test_the_same_name_in_two_folders_is_numbered_in_order(tmp_path: Path) -> None:
    make(tmp_path, "monday/a.jpg", "tuesday/a.jpg")
    found = find([tmp_path / "monday", tmp_path / "tuesday"])
    names = [n.jpeg.name for n in name_outputs(found, tmp_path / "out", cutout=False, alpha=False)]
    assert names == ["a_jpg-edited.jpg", "a_jpg-2-edited.jpg"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "s/"]), st.text("aAé-2_", min_size=1, max_size=4), st.sampled_from(["jpg", "png"])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_outputs_ever_meet_even_where_case_does_not_count(parts: list[tuple[str, str, str]]) -> None:
    here = Path(__file__)
    photos = [Found(here, PurePath(f"{folder}{stem}.{extension}")) for folder, stem, extension in parts]
    names = name_outputs(photos, Path("out"), cutout=True, alpha=True)
    written = [str(path).casefold() for one in names for path in one.all()]
    assert len(set(written)) == len(written)
    assert names == name_outputs(photos, Path("out"), cutout=True, alpha=True)


def test_an_output_that_would_overwrite_an_original_is_refused(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "a-edited.jpg")
    photos = find([tmp_path / "a.jpg", tmp_path / "a-edited.jpg"])
    with pytest.raises(OrderError, match="would be overwritten"):
        name_outputs(photos, tmp_path, cutout=False, alpha=False)


def test_a_file_is_written_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "a.jpg"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert listing(target.parent) == ["a.jpg"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~_umask()


def listing(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def test_a_file_system_without_nameless_files_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    write_whole(tmp_path / "a.jpg", b"data")
    assert listing(tmp_path) == ["a.jpg"]


@pytest.mark.parametrize("nameless", [True, False])
def test_where_no_room_is_left_the_old_file_stays_and_nothing_new_is_there(tmp_path: Path, *, nameless: bool) -> None:
    target = tmp_path / "a.jpg"
    target.write_bytes(b"old")
    # in a process of its own, since the limit holds for all that it writes
    code = f"""
import os, resource, signal, sys
from pathlib import Path
from mirrorme.adapters.files.write import write_whole
from mirrorme.pipeline.ports import StorageError
if not {nameless}:
    vars(os).pop("O_TMPFILE", None)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_whole(Path({str(target)!r}), b"x" * 100_000)
except StorageError as error:
    sys.exit(0 if error.reason.code == "disk_full" and "Make room" in error.reason.message else 3)
sys.exit(4)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == b"old"
    assert listing(tmp_path) == ["a.jpg"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError) as refused:
        write_whole(tmp_path / "file" / "a.jpg", b"")
    assert "another --out" in refused.value.reason.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError) as refused:
        write_whole(tmp_path / "a.jpg", b"")
    assert refused.value.reason.code == "unwritable"


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        write_whole(tmp_path / ("n" * 300), b"")
    assert refused.value.reason.code == "not_written"
