"""What can go wrong with the installation or the order rather than with a photo."""


class SetupError(Exception):
    """Nothing can be edited as asked: missing or altered weights, no such device, a folder that can't be written.

    The message says what to do about it.
    """


class OrderError(SetupError):
    """What was asked for doesn't exist or contradicts itself: an unknown backdrop, a photo that is not there."""
