"""What Chromium itself says of an application's installability."""

from playwright.async_api import Page


async def obstacles(page: Page) -> list[str]:
    """Return why Chromium would not install the application of `page`; empty when it would.

    The page's context must have a profile of its own: incognito windows install nothing.
    """
    devtools = await page.context.new_cdp_session(page)
    manifest = await devtools.send("Page.getAppManifest")
    install = await devtools.send("Page.getInstallabilityErrors")
    return [error["message"] for error in manifest["errors"]] + [
        error["errorId"] for error in install["installabilityErrors"]
    ]


async def kept_offline(page: Page) -> None:
    """Return once the service worker has the shell and controls `page`."""
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")
