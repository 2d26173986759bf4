/** One container of a task, with every value known. */
export interface ContainerDefinition {
  name: string;
  image: string;
  command?: readonly string[] | undefined;
  /** Start only after this container of the task has ended well. */
  after?: string | undefined;
  essential: boolean;
  port?: number | undefined;
  environment: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  readonlyRootFilesystem: boolean;
  /** Folders with scratch space of their own. */
  writablePaths: readonly string[];
  healthCommand?: string | undefined;
  graceSeconds?: number | undefined;
  stopTimeoutSeconds?: number | undefined;
  logGroupName: string;
  region: string;
}

/** The containers of a task as the text that ECS takes, with fields in one order so that the same task gives the same text. */
export function renderContainerDefinitions(containers: readonly ContainerDefinition[]): string {
  return JSON.stringify(containers.map(renderContainer));
}

function renderContainer(container: ContainerDefinition): Record<string, unknown> {
  const { name, port, healthCommand, command, after } = container;
  return {
    name,
    image: container.image,
    essential: container.essential,
    ...(command !== undefined && { command }),
    ...(after !== undefined && { dependsOn: [{ containerName: after, condition: "SUCCESS" }] }),
    // The name lets Service Connect refer to the port.
    portMappings: port === undefined ? [] : [{ name, containerPort: port, hostPort: port, protocol: "tcp" }],
    environment: sorted(container.environment).map(([variable, value]) => ({ name: variable, value })),
    secrets: sorted(container.secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    mountPoints: container.writablePaths.map((path) => ({
      sourceVolume: volumeName(name, path),
      containerPath: path,
      readOnly: false,
    })),
    ...(healthCommand !== undefined && {
      healthCheck: {
        command: ["CMD-SHELL", healthCommand],
        interval: 15,
        timeout: 5,
        retries: 3,
        // ECS accepts at most 300 here.
        startPeriod: Math.min(container.graceSeconds ?? 60, 300),
      },
    }),
    ...(container.stopTimeoutSeconds !== undefined && { stopTimeout: container.stopTimeoutSeconds }),
    linuxParameters: { initProcessEnabled: true },
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": container.logGroupName,
        "awslogs-region": container.region,
        "awslogs-stream-prefix": name,
      },
    },
  };
}

/** Name of the volume behind a writable folder of a container. */
export function volumeName(container: string, path: string): string {
  return `${container}${path.replace(/[^A-Za-z0-9]+/g, "-")}`.replace(/-$/, "");
}

/** The OpenTelemetry collector beside an app. The app outlives it: no traces is better than no service. */
export function collectorContainer(image: string, logGroupName: string, region: string): ContainerDefinition {
  return {
    name: "otel-collector",
    image,
    command: ["--config=/etc/ecs/ecs-xray.yaml"],
    essential: false,
    environment: {},
    secrets: {},
    readonlyRootFilesystem: true,
    writablePaths: [],
    logGroupName,
    region,
  };
}

/**
 * Tells an app where it finds the collector beside it, and what to call itself. The name holds product and environment,
 * since X-Ray knows neither; 95-observability groups traces by it.
 *
 * @see https://opentelemetry.io/docs/languages/sdk-configuration/general/#otel_service_name
 */
export function collectorEnvironment(serviceName: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4317",
    OTEL_PROPAGATORS: "xray,tracecontext,baggage",
    OTEL_SERVICE_NAME: serviceName,
  };
}

function sorted(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
