"""Portraits in the public domain that packages on PyPI carry: to try MirrorMe with."""

from dataclasses import dataclass

from mirrorme.adapters.models.sources import Asset, Member, Release


@dataclass(frozen=True, slots=True)
class Sample:
    """A photo that may be used freely. credit: whose it is, and why it is free."""

    asset: Asset
    credit: str


# any build of these packages would do: the pictures are the same in all, and these are the smallest
SAMPLES = (
    Sample(
        Asset(
            name="astronaut",
            file="astronaut.png",
            size=791_555,
            sha256="88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
            source=Member(
                Release(
                    registry="pypi",
                    package="scikit-image",
                    version="0.25.2",
                    filename="scikit_image-0.25.2-cp311-cp311-win_amd64.whl",
                    size=12_791_698,
                    sha256="b4f6b61fc2db6340696afe3db6b26e0356911529f5f6aee8c322aa5157490c9b",
                ),
                path="skimage/data/astronaut.png",
            ),
        ),
        credit="Eileen Collins; NASA, public domain",
    ),
    Sample(
        Asset(
            name="grace-hopper",
            file="grace-hopper.jpg",
            size=61_306,
            sha256="a8ca6d734765703b09728ab47fe59f473d93ae3967fc24c7c0288c3c7adb7130",
            source=Member(
                Release(
                    registry="pypi",
                    package="matplotlib",
                    version="3.10.7",
                    filename="matplotlib-3.10.7-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
                    size=8_696_996,
                    sha256="d5f256d49fea31f40f166a5e3131235a5d2f4b7f44520b1cf0baf1ce568ccff0",
                ),
                path="matplotlib/mpl-data/sample_data/grace_hopper.jpg",
            ),
        ),
        credit="Grace Hopper; U.S. Navy, public domain",
    ),
)
