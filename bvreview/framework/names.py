"""What organisations and services are called, also those that the pack does not know."""

from __future__ import annotations

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _


def organisation_name(framework: Framework, organisation_id: str) -> str:
    """The name of an organisation; of one that the pack does not know, its id and that it does not."""
    found = framework.organisation(organisation_id)
    return found.name if found else _('"{id}" (not in the pack)').format(id=organisation_id)


def service_name(framework: Framework, service_id: str) -> str:
    """The same of a service."""
    found = framework.service(service_id)
    return found.name if found else _('"{id}" (not in the pack)').format(id=service_id)
