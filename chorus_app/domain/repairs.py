"""What can be proposed for a field that Chorus Pro would refuse: never applied by itself."""

import re
from collections.abc import Collection, Iterable

from chorus_app.domain.deposit import DepositForm, Fault, Problem, amounts
from chorus_app.domain.invoice import BusinessProcess, TypeCode

_CHOICES = {
    Fault.CADRE_TRAVAUX: BusinessProcess.A1_FACTURE_FOURNISSEUR.value,
    Fault.PAYEE_SANS_A2: BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE.value,
    Fault.FACTURE_NEGATIVE: TypeCode.AVOIR.value,
}
_NO_AMOUNT = frozenset({Fault.MANQUE, Fault.MONTANT_ILLISIBLE})
_TOO_MUCH = frozenset({Fault.NET_SUPERIEUR, Fault.DEJA_PAYEE_NON_NULLE})
_SUM = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount")
_NO_SERVICE = frozenset({Fault.MANQUE, Fault.SERVICE_INCONNU})


def repairs(
    form: DepositForm,
    problems: Iterable[Problem],
    services: Iterable[str],
    certain: Collection[str] = (),
) -> dict[str, str]:
    """Return, by field, a value that would mend it, written as somebody would type it.

    Empty, it is a field to leave empty.

    `services` are the codes of the recipient's active services; `certain` are fields that still
    hold what was read without a doubt. A field that no rule can fill, a date or a number, has none.
    """
    faults = {problem.field: problem.fault for problem in reversed(list(problems))}
    found = _of_amounts(form, faults, certain)
    service = _service(form.service_code, list(services))
    if faults.get("service_code") in _NO_SERVICE and service:
        found["service_code"] = service
    elif faults.get("service_code") is Fault.AUCUN_SERVICE:
        found["service_code"] = ""
    choices = {name: _CHOICES[fault] for name, fault in faults.items() if fault in _CHOICES}
    return {**found, **choices}


def _of_amounts(
    form: DepositForm, faults: dict[str, Fault], certain: Collection[str]
) -> dict[str, str]:
    """Compute the amount that the others give: HT + TVA = TTC, and a payable amount within it."""
    read = amounts(form)
    net, tax = read.get("tax_exclusive_amount"), read.get("tax_amount")
    gross = read.get("tax_inclusive_amount")
    computed = {
        "tax_exclusive_amount": _difference(gross, tax),
        "tax_amount": _difference(gross, net),
        "tax_inclusive_amount": net + tax if net is not None and tax is not None else None,
        "payable_amount": _payable(form, gross),
    }
    wanted = {name for name in computed if faults.get(name) in _NO_AMOUNT}
    if faults.get("tax_inclusive_amount") is Fault.TOTAL_FAUX:
        wanted.add(_doubtful(certain))
    elif faults.get("payable_amount") in _TOO_MUCH:
        wanted.add("payable_amount")
    return {
        name: _typed(cents)
        for name, cents in computed.items()
        if cents is not None and name in wanted
    }


def _doubtful(certain: Collection[str]) -> str:
    """Return the one amount of the sum that is not certain, else the total."""
    doubtful = [name for name in _SUM if name not in certain]
    return doubtful[0] if len(doubtful) == 1 else "tax_inclusive_amount"


def _difference(whole: int | None, part: int | None) -> int | None:
    return whole - part if whole is not None and part is not None else None


def _payable(form: DepositForm, gross: int | None) -> int | None:
    paid = form.business_process == BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE
    return 0 if paid else gross


def _service(typed: str, codes: list[str]) -> str:
    """Return the only service there is, or the only one that was meant: `serv 01` is `SERV-01`."""
    if len(codes) == 1:
        return codes[0]
    meant = [code for code in codes if _bare(code) == _bare(typed)]
    return meant[0] if len(meant) == 1 else ""


def _bare(code: str) -> str:
    return re.sub(r"[\W_]", "", code).lower()


def _typed(cents: int) -> str:
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100},{whole % 100:02d}"
