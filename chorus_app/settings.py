"""Every setting, its default and its meaning. Each is read from the environment, once.

The README holds the same table; `tests/test_settings.py` fails when the two differ.
"""

from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Choral's settings. The variable's name is the field's in capitals, after `CHORAL_`."""

    model_config = SettingsConfigDict(env_prefix="CHORAL_", extra="ignore", populate_by_name=True)

    port: int = Field(3000, validation_alias="PORT", description="Port that Choral listens on")
    host: str = Field("127.0.0.1", description="Address that Choral listens on")
    public_url: str = Field(
        "",
        pattern=r"^(https?://[^/\s]+/?)?$",
        description="Address users see, such as `https://choral.example`; empty: this machine",
    )
    data_dir: Path = Field(
        Path(".data"), description="Private folder: database, deposited files, simulator, key"
    )
    database_url: SecretStr = Field(
        SecretStr(""),
        description="PostgreSQL, such as `postgresql+asyncpg://choral:password@host:5432/choral`; "
        "empty: SQLite (WAL) in the private folder",
    )
    redis_url: SecretStr = Field(
        SecretStr(""),
        description="Redis that hands jobs to `make worker`; empty: done by the web process",
    )
    demo: bool = Field(
        True,
        description="With the simulator: make the demo accounts, show one on the sign-in page, "
        "serve `/simulateur`",
    )
    chorus: Literal["simulator", "sandbox", "production"] = Field(
        "simulator", description="Which Chorus Pro to talk to"
    )
    chorus_url: str = Field(
        "", description="Base address of another simulator, instead of the one in the process"
    )
    piste_client_id: str = Field("", description="Client id of the operator's PISTE application")
    piste_client_secret: SecretStr = Field(
        SecretStr(""), description="Secret of the operator's PISTE application"
    )
    chorus_timeout: float = Field(30.0, description="Seconds to wait for an answer of Chorus Pro")
    sync_seconds: float = Field(
        0.0, description="Seconds between two looks at Chorus Pro; 0: 2 (simulator), 300 (PISTE)"
    )
    chorus_requests: float = Field(
        0.0,
        ge=0,
        description="Requests a second for each supplier; 0: no limit (simulator), 5 (PISTE)",
    )
    simulator_speed: float = Field(
        60.0, description="Simulated minutes that pass in a real minute; 0 stops the clock"
    )
    session_days: int = Field(30, description="Days that a sign-in lasts on a device")
    secret_key: SecretStr = Field(
        SecretStr(""), description="Key that encrypts technical accounts; empty: made and kept"
    )
    smtp_host: str = Field(
        "", description="Mail server; empty: mails are written into the private folder"
    )
    smtp_port: int = Field(587, description="Port of the mail server")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection to the mail server is encrypted"
    )
    smtp_user: str = Field("", description="Account at the mail server; empty: none")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password of that account")
    mail_from: str = Field(
        "Choral <ne-pas-repondre@choral.example>", description="Sender of the mails"
    )
    push_contact: str = Field(
        "",
        pattern=r"^((https://|mailto:)\S+)?$",
        description="`mailto:` or `https:` address of the operator, told to push services",
    )
    push_hosts: str = Field(
        "fcm.googleapis.com *.push.services.mozilla.com *.push.apple.com *.notify.windows.com",
        description="Push services that browsers may name; nothing is sent to any other host",
    )
    upload_limit: int = Field(10_000_000, description="Largest deposited PDF or XML, in bytes")

    @property
    def is_demo(self) -> bool:
        """Whether this is a demonstration: never against the real Chorus Pro."""
        return self.demo and self.chorus == "simulator"

    @property
    def sync_pace(self) -> float:
        """Seconds between two synchronisations: quick with the simulator, gentle with PISTE."""
        return self.sync_seconds or (2.0 if self.chorus == "simulator" else 300.0)

    @property
    def request_budget(self) -> float:
        """Requests a second for each technical account: PISTE's own quotas are not published."""
        return self.chorus_requests or (0.0 if self.chorus == "simulator" else 5.0)

    @property
    def redis(self) -> str:
        """The address of Redis, with its password if it has one; empty without Redis."""
        return self.redis_url.get_secret_value()

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force, with its password if it has one."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite+aiosqlite:///{self.data_dir / 'choral.db'}"

    @property
    def address(self) -> str:
        """Where users find Choral, without a final slash; a mail's links begin with it."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def contact(self) -> str:
        """Whom a push service writes to about us: Apple's refuses an address that is not real."""
        if self.push_contact or self.public_url.startswith("https:"):
            return self.push_contact or self.public_url
        return f"mailto:{parseaddr(self.mail_from)[1]}"

    @property
    def origins(self) -> list[str]:
        """Web origins whose pages may open a socket or change something here: ours, no other."""
        ours = [f"http://localhost:{self.port}", f"http://127.0.0.1:{self.port}"]
        address = urlsplit(self.public_url.lower())
        return [f"{address.scheme}://{address.netloc}", *ours] if address.netloc else ours


@lru_cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
