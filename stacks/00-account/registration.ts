import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountSettings } from "./config.ts";

export interface RegistrationArgs {
  settings: Pick<AccountSettings, "bedrockUseCase" | "contacts">;
}

/** What AWS is told about the account: whom to reach, and what Bedrock's models are used for. */
export class Registration extends pulumi.ComponentResource {
  constructor(name: string, { settings }: RegistrationArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:Registration", name, {}, opts);
    const { bedrockUseCase, contacts } = settings;
    const child = { parent: this };

    for (const kind of ["billing", "operations", "security"] as const) createContact(kind, contacts[kind]);
    if (bedrockUseCase) createUseCase(bedrockUseCase);
    this.registerOutputs({});

    function createContact(
      kind: "billing" | "operations" | "security",
      contact: AccountSettings["contacts"]["billing"],
    ) {
      if (contact === undefined) return;
      new aws.account.AlternativeContact(
        `${name}-contact-${kind}`,
        {
          alternateContactType: kind.toUpperCase(),
          name: contact.name,
          title: contact.title,
          emailAddress: contact.email,
          phoneNumber: contact.phone,
        },
        child,
      );
    }

    function createUseCase(form: NonNullable<AccountSettings["bedrockUseCase"]>) {
      return new aws.bedrock.UseCaseForModelAccess(
        `${name}-bedrock-use-case`,
        {
          formData: JSON.stringify({
            companyName: form.companyName,
            companyWebsite: form.companyWebsite,
            intendedUsers: form.intendedUsers,
            industryOption: form.industry,
            otherIndustryOption: "",
            useCases: form.useCases,
          }),
        },
        child,
      );
    }
  }
}
