import { expectProperty, firstOf, is, valueAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A rolling deployment that fails is taken back",
  controls: [],
  types: ["aws:ecs/service:Service"],
  check(service) {
    // With the other strategies the tasks of before wait beside the new ones until these have proved themselves.
    const strategy = valueAt(service.properties, "deploymentConfiguration.strategy");
    if (strategy !== undefined && strategy !== "ROLLING") return undefined;
    return firstOf(
      expectProperty(service, "deploymentCircuitBreaker.enable", is(true)),
      expectProperty(service, "deploymentCircuitBreaker.rollback", is(true)),
    );
  },
  remedy: "set deploymentCircuitBreaker",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
});
