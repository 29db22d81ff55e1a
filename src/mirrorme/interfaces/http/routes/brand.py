"""A franchise's brand, and what anybody sees of it before signing in."""

import hashlib
from typing import Annotated

from fastapi import Header, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.workers.intake import take_in
from mirrorme.domain.brand import Brand
from mirrorme.domain.errors import NotFoundError
from mirrorme.domain.records import Franchise
from mirrorme.interfaces.http.access import Asking, TheService, Whole, router
from mirrorme.interfaces.http.answers import problems
from mirrorme.interfaces.http.bodies import a_file, whole_body
from mirrorme.interfaces.http.models.brand import BrandAnswer, BrandBody, PublicBrandAnswer
from mirrorme.interfaces.http.pictures import a_picture, picture
from mirrorme.pipeline.accounts import limits
from mirrorme.pipeline.brand import brand_at, brand_of, change_brand, logo_at, set_logo
from mirrorme.wiring.service import Service

routes = router("Brand")
Code = Annotated[str, Path(pattern=r"^[0-9]{3}$", description="Such as 001.")]
IfMatch = Annotated[
    str | None, Header(description="The ETag of the brand as it was read: what is another by now is not replaced.")
]
MOST_LOGO = 4 * 1024 * 1024
_OPEN = {status: about for status, about in problems(404, 429).items() if status not in (401, 403)}
PUBLIC, PRIVATE = "public, max-age=300", "private, max-age=300"


@routes.get("/brand", responses=_OPEN)
def brand_here(service: Whole, request: Request, response: Response) -> PublicBrandAnswer:
    """Tell whose pages these are, by the host that they were asked for at; the house's if it is nobody's own."""
    with service.records.begin() as work:
        limits.count(work, f"brand:{_address(request)}", limits.QUESTIONS)
        name, brand = brand_at(work, request.headers.get("host", ""))
    response.headers["Cache-Control"] = PUBLIC
    response.headers["Vary"] = "Host"
    return PublicBrandAnswer.at(name, brand)


@routes.get("/brand/logo", responses={**_OPEN, **a_picture("image/png")}, response_class=Response)
def logo_here(service: Whole, request: Request) -> Response:
    """Give the logo of whose pages these are."""
    with service.records.begin() as work:
        limits.count(work, f"brand:{_address(request)}", limits.QUESTIONS)
        _, brand = brand_at(work, request.headers.get("host", ""))
    if brand is None or brand.logo is None:
        raise NotFoundError("no_logo", "There is no logo here.")
    return _logo(service, request, brand.franchise, brand.logo, PUBLIC)


@routes.get("/franchises/{code}/brand", responses=problems(404))
def show_brand(caller: Asking, service: TheService, response: Response, code: Code) -> BrandAnswer:
    """Show a franchise's brand. Its ETag is another after each change."""
    with service.records.begin() as work:
        return _tagged(response, brand_of(work, caller, code))


@routes.put("/franchises/{code}/brand", responses=problems(404, 409, 412))
def put_brand(
    caller: Asking, service: TheService, response: Response, code: Code, body: BrandBody, if_match: IfMatch = None
) -> BrandAnswer:
    """Set a franchise's brand, in place of all that was set; sessions that are booked keep what they had.

    Send the ETag of the brand that was read as If-Match, and a change that somebody else made since then is not lost:
    412. Without it, whatever there is is replaced.
    """
    with service.records.begin() as work:
        return _tagged(response, change_brand(work, caller, body.brand(code), _versions(if_match)))


@routes.get("/franchises/{code}/logo", responses={**problems(404), **a_picture("image/png")}, response_class=Response)
def show_logo(caller: Asking, service: TheService, request: Request, code: Code) -> Response:
    """Give a franchise's logo."""
    with service.records.begin() as work:
        _, brand = brand_of(work, caller, code)
    if brand.logo is None:
        raise NotFoundError("no_logo", "This franchise has no logo yet.")
    return _logo(service, request, code, brand.logo, PRIVATE)


@routes.put(
    "/franchises/{code}/logo",
    responses=problems(404, 413, 429),
    openapi_extra=a_file("image/png", "image/jpeg", "image/webp"),
)
async def put_logo(caller: Asking, service: TheService, request: Request, code: Code) -> BrandAnswer:
    """Give a franchise a logo: the body is the picture, at most 4 MiB; what is kept of it is made anew, as PNG."""
    data = await whole_body(request)

    def keep() -> BrandAnswer:
        with service.records.begin() as work:
            brand_of(work, caller, code)
        made = take_in("logo", data).parts[0]
        digest = hashlib.sha256(made).hexdigest()
        service.objects.write(logo_at(code, digest), made)
        with service.records.begin() as work:
            return BrandAnswer.of(set_logo(work, caller, code, digest))

    return await run_in_threadpool(keep)


@routes.delete("/franchises/{code}/logo", responses=problems(404))
def delete_logo(caller: Asking, service: TheService, code: Code) -> BrandAnswer:
    """Have no logo any more."""
    with service.records.begin() as work:
        return BrandAnswer.of(set_logo(work, caller, code, None))


def _tagged(response: Response, found: tuple[Franchise, Brand]) -> BrandAnswer:
    answer = BrandAnswer.of(found)
    response.headers["ETag"] = f'"{answer.version}"'
    return answer


def _versions(if_match: str | None) -> frozenset[str] | None:
    """Those that may be replaced; None for any. A weak tag names none: what it stands for may have changed."""
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (one.strip() for one in if_match.split(","))
    return frozenset(tag[1:-1] for tag in tags if len(tag) > 1 and tag[0] == tag[-1] == '"')


def _logo(service: Service, request: Request, code: str, digest: str, cache: str) -> Response:
    data = service.objects.read(logo_at(code, digest), MOST_LOGO)
    return picture(request, data, "image/png", digest[:32], cache)


def _address(request: Request) -> str:
    return limits.address_bucket(request.client.host if request.client else "unknown")
