"""A photographed code leads to its session, for whoever may see it, and nowhere else."""

import cv2
import numpy as np
import pytest

from tests.integration.http.conftest import Api
from tests.integration.http.files import code_of, encoded, send
from tests.photographed import Scene, photographed

PATH = "/v1/session-codes"
LOOK = Scene(size=(1067, 1600))


@pytest.mark.parametrize("who", ["upload", "franchise", "head_office", "client"])
def test_the_picture_of_a_code_leads_to_its_session(api: Api, who: str) -> None:
    number = api.seeded.sessions[0]
    answer = send(api, who, PATH, photographed(number, LOOK))
    assert answer.status_code == 200, answer.text
    assert answer.json()["session"] == api.get("franchise", f"/v1/sessions/{number}")


@pytest.mark.parametrize("says", ["", "https://example.com/mirrorme:session:1", "WIFI:S:studio;T:WPA;P:secret;;"])
def test_a_portrait_or_anybody_elses_code_leads_nowhere(api: Api, says: str) -> None:
    answer = send(api, "upload", PATH, photographed(says, LOOK))
    assert (answer.status_code, answer.json()) == (200, {"session": None})


def test_a_code_of_another_franchise_is_as_one_that_is_nobodys(api: Api) -> None:
    theirs = send(api, "other_upload", PATH, photographed(api.seeded.sessions[0], LOOK))
    nobodys = send(api, "other_upload", PATH, photographed(987_654_321, LOOK))
    assert code_of(theirs) == code_of(nobodys) == (404, "code_names_none")
    number = str(api.seeded.sessions[0])
    assert theirs.json()["detail"].replace(number, "N") == nobodys.json()["detail"].replace("987654321", "N")


def test_a_number_as_large_as_codes_can_say_is_only_not_there(api: Api) -> None:
    assert code_of(send(api, "upload", PATH, photographed(10**18 - 1, LOOK))) == (404, "code_names_none")


def test_a_cancelled_session_takes_nothing_more(api: Api) -> None:
    number = api.seeded.sessions[0]
    api.post("franchise", f"/v1/sessions/{number}/cancel")
    assert code_of(send(api, "upload", PATH, photographed(number, LOOK))) == (409, "code_names_cancelled")


def test_two_codes_in_one_picture_are_told_apart_by_nobody(api: Api) -> None:
    both = [cv2.imdecode(np.frombuffer(photographed(n, LOOK), np.uint8), cv2.IMREAD_COLOR) for n in (1, 2)]
    done, data = cv2.imencode(".jpg", np.hstack([one for one in both if one is not None]))
    assert done
    assert code_of(send(api, "upload", PATH, data.tobytes())) == (422, "several_codes")


def test_what_is_no_small_picture_is_refused(api: Api) -> None:
    assert code_of(send(api, "upload", PATH, b"")) == (422, "empty_file")
    assert code_of(send(api, "upload", PATH, b"%PDF-1.7")) == (422, "not_a_photo")
    assert code_of(send(api, "upload", PATH, b"\xff\xd8\xff\xe0 cut off"))[0] == 422
    assert code_of(send(api, "upload", PATH, encoded(".png", (9, 9, 9), 3000, 2000))) == (422, "too_many_pixels")
    assert send(api, "upload", PATH, b"\xff\xd8\xff" + bytes(3 * 1024 * 1024)).status_code == 413


def test_who_may_not_see_sessions_reads_no_codes(api: Api) -> None:
    picture = photographed(api.seeded.sessions[0], LOOK)
    assert send(api, "auditor", PATH, picture).status_code == 403
    assert send(api, "upload", PATH, picture).status_code == 200
