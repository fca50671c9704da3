"""The command line's commands, a file each; `python -m arcore --help` lists them."""
