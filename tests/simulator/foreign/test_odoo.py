"""The Odoo addon `l10n_fr_chorus_account` (OCA): its own methods, but for the address they ask."""

import sys
from collections.abc import Iterator

import pytest

from tests.simulator.foreign import odoo_shim
from tests.simulator.foreign.conftest import Served
from tests.simulator.foreign.odoo_shim import Env, Model, UserError

PLACE = odoo_shim.folder()
pytestmark = pytest.mark.skipif(
    PLACE is None, reason="odoo-addon-l10n-fr-chorus-account is not installed"
)
RECIPIENT, SERVICE = "99986401570264", "SERVICE-QUALIF"


@pytest.fixture(scope="module")
def company(served: Served) -> Iterator[Model]:
    """The company of an Odoo whose qualification environment is the simulator."""
    before = set(sys.modules)
    config = {
        "chorus_api_oauth_id": "any",
        "chorus_api_oauth_secret": "any",
        "running_env": "test",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # http, on this machine only
        assert PLACE
        module = odoo_shim.install(PLACE, config)
        patch.setattr(module, "QUALIF_API_URL", served.url)
        patch.setattr(module, "QUALIF_TOKEN_URL", f"{served.url}/api/oauth/token")
        yield _company(served)
    for name in set(sys.modules) - before:
        if name.split(".")[0] == "odoo":
            del sys.modules[name]


def _company(served: Served) -> Model:
    row = {
        "id": 1,
        "name": "Nous",
        "fr_chorus_api_login": served.account.login,
        "fr_chorus_api_password": "any",
        "fr_chorus_invoice_format": "xml_cii",
        "fr_chorus_check_commitment_number": True,
    }
    env = Env(row)
    row["partner_id"] = _partner(env, served.account.siret)
    _format_addon(env, served)
    return env.company


def _partner(env: Env, siret: str) -> Model:
    values = {"siret": siret, "siren": siret[:9], "nic": siret[9:], "name": siret}
    return env["res.partner"].create({**values, "invoice_sending_method": "fr_chorus"})


@pytest.fixture(scope="module")
def customer(company: Model) -> Model:
    """A public body, as Odoo learns it from Chorus Pro by the button on its sheet."""
    partner = _partner(company.env, RECIPIENT)
    partner.fr_chorus_identifier_get()
    partner.fr_chorus_required_get()
    partner.fr_chorus_services_get()
    return partner


def services(company: Model) -> Model:
    return company.env["chorus.partner.service"].search([])


def test_the_settings_button_says_that_the_api_works(company: Model) -> None:
    settings = company.env["res.config.settings"].create({"company_id": company})
    assert settings.fr_chorus_test_api()["params"]["type"] == "success"


def test_a_body_is_learnt_with_what_it_demands(company: Model, customer: Model) -> None:
    assert customer.fr_chorus_identifier == 26300989
    assert customer.fr_chorus_required == "none"
    assert {service.chorus_identifier for service in services(company)} == {27946199, 10652252}


def test_a_body_with_many_services_says_which_demand_an_engagement(company: Model) -> None:
    state = _partner(company.env, "11000201100044")
    state.fr_chorus_identifier_get()
    state.fr_chorus_required_get()
    state.fr_chorus_services_get()
    theirs = services(company).filtered(lambda service: service.partner_id.ids == state.ids)
    theirs.service_update()
    assert state.fr_chorus_required == "service_and_engagement"
    assert len(theirs) == 16  # the seventeenth is FACTURES_PUBLIQUES, which Odoo leaves out
    assert 0 < len([service for service in theirs if service.engagement_required]) < 16


def invoices(company: Model, customer: Model, *numbers: str) -> Model:
    """Post invoices."""
    made = company.env["account.move"]
    for number in numbers:
        made |= made.create(
            {
                "name": number,
                "company_id": company,
                "state": "posted",
                "move_type": "out_invoice",
                "invoice_sending_method": "fr_chorus",
                "partner_id": customer,
            }
        )
    return made


def _format_addon(env: Env, served: Served) -> None:
    """Stand for the addon that writes a format, by the two methods that it is asked to write."""

    class Invoice(type(env["account.move"])):  # type: ignore[misc]
        _name = "account.move"

        def _chorus_get_invoice(self, invoice_format: str) -> bytes:
            service = self.env["chorus.partner.service"].search([("code", "=", SERVICE)])[0]
            return served.invoice(self.name, recipient=RECIPIENT, service=service.code)

    class Flow(type(env["chorus.flow"])):  # type: ignore[misc]
        _name = "chorus.flow"

        def syntax_odoo2chorus(self) -> dict[str, str]:
            return {"xml_cii": "IN_DP_E1_CII_16B"}


class IrAttachment(Model):
    """Files, which another addon keeps."""

    _name = "ir.attachment"


@pytest.mark.parametrize("numbers", [("ODOO-1",), ("ODOO-2", "ODOO-3", "ODOO-4")])
def test_invoices_are_sent_and_followed(
    company: Model, served: Served, customer: Model, numbers: tuple[str, ...]
) -> None:
    sent = invoices(company, customer, *numbers)
    flow = sent._fr_chorus_send()
    assert flow.name.startswith("CPP")
    flow.update_flow_status()
    assert flow.status not in ("IN_INTEGRE", "IN_REJETE")
    served.steer("clock", advance_minutes=120)
    flow.update_flow_status()
    assert (flow.status, flow.notes) == ("IN_INTEGRE", "")
    flow.get_invoice_identifiers()
    sent.chorus_update_invoice_status()
    assert all(invoice.chorus_identifier for invoice in sent)
    assert {invoice.chorus_status for invoice in sent} <= {
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
    }


def test_a_refused_invoice_leaves_its_flow_with_the_reason(
    company: Model, served: Served, customer: Model
) -> None:
    sent = invoices(company, customer, "ODOO-1")  # this number is taken
    flow = sent._fr_chorus_send()
    served.steer("clock", advance_minutes=120)
    flow.update_flow_status()
    assert flow.status == "IN_REJETE"
    assert "Libellé erreur" in flow.notes


def test_the_suppliers_own_commitment_is_known(
    company: Model, served: Served, customer: Model
) -> None:
    order = company.env["account.move"].create({"name": "commande"})
    assert company._chorus_check_commitment_number(order, "1300012345")
    with pytest.raises(UserError, match="not found in Chorus Pro"):
        company._chorus_check_commitment_number(order, "JAMAIS")
