"""The business rules of EN 16931, checked in Decimal on CII, Factur-X and UBL invoices."""

from chorus_app.documents.en16931.check import bill_of, check_rules

__all__ = ["bill_of", "check_rules"]
