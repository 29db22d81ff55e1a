"""Who looks where they are signed in reads of browsers and systems, not what browsers call themselves."""

import pytest

from mirrorme.interfaces.http.agents import Agent, agent_of

MOZILLA = "Mozilla/5.0 "
KHTML = "AppleWebKit/537.36 (KHTML, like Gecko) "
WINDOWS = MOZILLA + "(Windows NT 10.0; Win64; x64) " + KHTML
IPHONE = MOZILLA + "(iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("text", "browser", "system"),
    [
        (WINDOWS + "Chrome/142.0.0.0 Safari/537.36", "Chrome", "Windows"),
        (WINDOWS + "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge", "Windows"),
        (MOZILLA + "(Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer", "Windows"),
        (IPHONE + "Version/18.6 Mobile/15E148 Safari/604.1", "Safari", "iPhone"),
        (IPHONE + "CriOS/142.0.0.0 Mobile/15E148 Safari/604.1", "Chrome", "iPhone"),
        (IPHONE + "FxiOS/142.0 Mobile/15E148 Safari/604.1", "Firefox", "iPhone"),
        (
            MOZILLA + "(iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari",
            "iPad",
        ),
        (
            MOZILLA + "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15",
            "Safari",
            "macOS",
        ),
        (MOZILLA + "(X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox", "Ubuntu"),
        (MOZILLA + "(X11; Linux x86_64) " + KHTML + "HeadlessChrome/142.0.0.0 Safari/537.36", "Chrome", "Linux"),
        (
            MOZILLA + "(Linux; Android 10; K) " + KHTML + "SamsungBrowser/28.0 Chrome/142.0.0.0 Mobile Safari/537.36",
            "Samsung Internet",
            "Android",
        ),
        (MOZILLA + "(Linux; Android 10; K) " + KHTML + "Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome", "Android"),
    ],
)
def test_browsers_and_systems_are_called_as_people_call_them(text: str, browser: str, system: str) -> None:
    assert agent_of(text) == Agent(browser, system)


@pytest.mark.parametrize("text", ["", "x", "python-httpx/0.28", "\udcff", "Mozilla/5.0 ()" * 14])
def test_what_nobody_knows_is_not_guessed_at(text: str) -> None:
    assert agent_of(text) == Agent(None, None)
