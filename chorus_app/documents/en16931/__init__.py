"""The business rules of EN 16931, checked in Decimal on CII, Factur-X and UBL invoices."""

from chorus_app.documents.en16931.check import check_rules

__all__ = ["check_rules"]
