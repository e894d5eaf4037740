"""`python -m xubao.doors.cli` is the command `xubao`."""

from xubao.doors.cli.app import main

if __name__ == "__main__":
    main()
