"""What moto's ECS lacks: deployments that go on, and are rolled back by the circuit breaker where a revision's image has
a digest that begins with "dead" or its container the variable CRASHES; containers that end with the exit code in their
variable EXIT_CODE; tasks that take a shell where their container's variable EXEC says so."""

from moto.core.utils import utcnow
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs.models import Container, EC2ContainerServiceBackend, Task
from moto.moto_api._internal import mock_random


def variable(definition, name):
    environment = definition.container_definitions[0].get("environment") or []
    return next((one["value"] for one in environment if one["name"] == name), None)


# Only interfaces in a VPC with DNS host names get one in moto, and its ECS asks for it always.
if not hasattr(NetworkInterface, "private_dns_name"):
    NetworkInterface.private_dns_name = None
make_container = Container.__init__


def container_that_ends(self, definition):
    make_container(self, definition)
    self.exitCode = int(variable(definition, "EXIT_CODE") or 0)


Container.__init__ = container_that_ends
make_task = Task.__init__


def task_with_shell(self, cluster, task_definition, *args, **kwargs):
    make_task(self, cluster, task_definition, *args, **kwargs)
    self.enable_execute_command = variable(task_definition, "EXEC") == "yes"


Task.__init__ = task_with_shell


def deployment(before, definition, state, reason):
    now = utcnow()
    made = {"createdAt": now, "updatedAt": now, "taskDefinition": definition, "status": "PRIMARY"}
    identity = {"id": f"ecs-svc/{mock_random.randint(10**18, 10**19)}"}
    return {**before, **made, **identity, "rolloutState": state, "rolloutStateReason": reason}


def tell(service, message):
    event = {"id": str(mock_random.uuid4()), "createdAt": utcnow(), "message": message}
    service.events.insert(0, event)


change = EC2ContainerServiceBackend.update_service


def update_service(self, service_properties):
    deploys = service_properties.get("task_definition") or service_properties.get("force_new_deployment")
    service = change(self, service_properties)
    if deploys:
        service.task_definition = self.describe_task_definition(service.task_definition).arn
        old = service.deployments[0]
        new = deployment(old, service.task_definition, "IN_PROGRESS", "ECS deployment in progress.")
        service.deployments = [new, {**old, "status": "ACTIVE"}]
        tell(service, f"(service {service.name}) has started 1 tasks.")
    return service


look = EC2ContainerServiceBackend.describe_services


def describe_services(self, cluster_str, service_names_or_arns):
    found, failures = look(self, cluster_str, service_names_or_arns)
    for service in found:
        advance(self, service)
    return found, failures


def advance(backend, service):
    new, *olds = service.deployments
    if new["rolloutState"] != "IN_PROGRESS":
        return
    if not new.get("seen"):
        new["seen"] = True
        return
    definition = backend.describe_task_definition(new["taskDefinition"])
    image = definition.container_definitions[0]["image"]
    if "@sha256:dead" not in image and variable(definition, "CRASHES") is None:
        new.update(rolloutState="COMPLETED", rolloutStateReason="ECS deployment completed.")
        service.deployments = [new]
        tell(service, f"(service {service.name}) has reached a steady state.")
        return
    failed = {**new, "status": "INACTIVE", "rolloutState": "FAILED"}
    back = olds[0]["taskDefinition"]
    reason = f"ECS deployment circuit breaker: rolling back to deploymentId {olds[0]['id']}."
    service.task_definition = back
    service.deployments = [deployment(new, back, "COMPLETED", reason), failed]
    tell(service, f"(service {service.name}) deployment {new['id']} deployment failed: tasks failed to start.")


EC2ContainerServiceBackend.update_service = update_service
EC2ContainerServiceBackend.describe_services = describe_services
