"""What every test shares."""

from hypothesis import settings

# A machine that does other work at the same time makes no property false.
settings.register_profile("choral", deadline=None)
settings.load_profile("choral")
