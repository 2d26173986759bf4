import { defineNeeds } from "../../shared/needs.ts";
import { cicdConfig } from "./config.ts";

export default defineNeeds({
  config: cicdConfig,
  of({ cicd: { backend, frontend, infraUp } }) {
    const jobs = [backend, frontend, infraUp].flatMap((pipeline) => pipeline?.github ?? []);
    const named = jobs.flatMap(({ owner, repository, environments }) =>
      environments.map((environment) => ({ repository: `${owner}/${repository}`, environment })),
    );
    const key = ({ repository, environment }: (typeof named)[number]) => `${repository} ${environment}`;
    return { github: [...new Map(named.map((job) => [key(job), job])).values()] };
  },
});
