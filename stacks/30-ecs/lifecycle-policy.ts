/** Which images of a repository ECR deletes: untagged ones by age, all others by number. */
export function renderLifecyclePolicy({ keep, retention }: { keep: number; retention: number }): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Delete untagged images after ${retention} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: retention,
        },
        action: { type: "expire" },
      },
      {
        // ECR wants the rule for any tag last.
        rulePriority: 2,
        description: `Keep ${keep} images`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keep },
        action: { type: "expire" },
      },
    ],
  });
}
