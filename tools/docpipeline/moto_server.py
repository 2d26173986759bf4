"""moto's own server with three changes. Textract's errors carry the name that Step Functions gives them. A state
machine can start another: Step Functions takes `StateMachineArn`, its API `stateMachineArn`, and moto 5.2.5 does not
translate. Clients are kept, since making one takes longer than the call that it is made for. MOTO_EXTENSION names a
file with further ones."""

import functools
import os
import runpy

from moto.stepfunctions.parser.asl.utils import boto_client

make_client = functools.lru_cache(maxsize=None)(
    lambda region, service: boto_client.make_uncached(region=region, service=service)
)
boto_client.make_uncached = boto_client.boto_client_for
boto_client.boto_client_for = lambda region, service, state_credentials=None: make_client(region, service)

from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (  # noqa: E402
    state_task_service_aws_sdk,
    state_task_service_sfn,
)

state_task_service_aws_sdk._SERVICE_ERROR_NAMES["textract"] = "Textract"

start_execution = state_task_service_sfn.StateTaskServiceSfn
normalise = start_execution._normalise_parameters


def normalise_and_translate(self, parameters, *args, **kwargs):
    normalise(self, parameters, *args, **kwargs)
    for name in list(parameters):
        parameters[name[0].lower() + name[1:]] = parameters.pop(name)


start_execution._normalise_parameters = normalise_and_translate

if os.environ.get("MOTO_EXTENSION"):
    runpy.run_path(os.environ["MOTO_EXTENSION"])

from moto.server import main  # noqa: E402

main()
