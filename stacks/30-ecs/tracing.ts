/** Lets an OpenTelemetry SDK send its traces to X-Ray itself, where no collector can run beside the app. */
export function directTracing(region: string, serviceName: string): Record<string, string> {
  return {
    OTEL_SERVICE_NAME: serviceName,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `https://xray.${region}.amazonaws.com/v1/traces`,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf",
    OTEL_PROPAGATORS: "xray,tracecontext,baggage",
  };
}
