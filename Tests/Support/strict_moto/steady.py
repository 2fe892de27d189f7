"""Readings of moto that another thread's writing may meet."""

import functools


def steady(backend_class, *names):
    """Makes a reading again that iterated over what changed meanwhile, which would answer with 500."""
    for name in names:
        setattr(backend_class, name, _again(getattr(backend_class, name)))


def _again(function):
    @functools.wraps(function)
    def read(*arguments, **named):
        for _ in range(100):
            try:
                return function(*arguments, **named)
            except RuntimeError as error:
                if "changed size during iteration" not in str(error):
                    raise
        return function(*arguments, **named)

    return read
