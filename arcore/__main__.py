"""The command line: `python -m arcore COMMAND …` (also what tests, schedulers and batch engines drive)."""

from arcore.commands.main import main

if __name__ == "__main__":
    main(prog_name="python -m arcore")
