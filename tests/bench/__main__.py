"""`make bench`: every benchmark in turn; each prints what it is compared with, measured in the same run."""

import importlib
import pkgutil
import sys

import tests.bench


def main() -> int:
    """Run all, or those named: `python -m tests.bench text`."""
    names = sys.argv[1:] or [module.name for module in pkgutil.iter_modules(tests.bench.__path__) if not module.name.startswith("_")]
    for name in names:
        module = importlib.import_module(f"tests.bench.{name}")
        print(f"\n== {name}: {(module.__doc__ or '').splitlines()[0]}")
        module.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
