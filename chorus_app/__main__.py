"""For the operator: `python -m chorus_app add-supplier …` creates an account that can sign in.

Passwords are asked for, or read from the environment by scripts (`CHORAL_NEW_PASSWORD`,
`CHORAL_NEW_TECHNICAL_PASSWORD`): on a command line they would be in the process list.
"""

import argparse
import asyncio
import getpass
import os
import sys

from chorus_app.domain.siret import clean, is_shaped
from chorus_app.services import accounts
from chorus_app.settings import settings
from chorus_app.startup import CannotWork, connection_to_piste, prepared

_SHORTEST_PASSWORD = 12


def main() -> int:
    """Read the command line, create the account, return the exit status."""
    options = _parser().parse_args()
    siret = clean(options.siret)
    if not is_shaped(siret):
        print("A SIRET has fourteen digits.", file=sys.stderr)
        return 2
    password = _secret("CHORAL_NEW_PASSWORD", "Password to sign in with: ")
    if len(password) < _SHORTEST_PASSWORD:
        print(f"A password has at least {_SHORTEST_PASSWORD} characters.", file=sys.stderr)
        return 2
    technical = _secret("CHORAL_NEW_TECHNICAL_PASSWORD", "Password of the technical account: ")
    account = accounts.NewAccount(
        options.email,
        password,
        options.name,
        siret,
        options.structure,
        options.technical_login,
        technical,
    )
    try:
        asyncio.run(_create(account))
    except CannotWork as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{options.email} may sign in for {options.structure}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chorus_app", description=__doc__)
    commands = parser.add_subparsers(required=True)
    add = commands.add_parser("add-supplier", help="create a user, a supplier and their link")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="the person's name")
    add.add_argument("--siret", required=True, help="the supplier's SIRET")
    add.add_argument("--structure", required=True, help="the supplier's name")
    add.add_argument("--technical-login", required=True, help="TECH_1_<SIRET>@cpro.fr")
    return parser


def _secret(variable: str, question: str) -> str:
    return os.environ.get(variable) or getpass.getpass(question)


async def _create(account: accounts.NewAccount) -> None:
    async with prepared(settings(), connection_to_piste(settings())):
        await accounts.create([account])


if __name__ == "__main__":
    sys.exit(main())
