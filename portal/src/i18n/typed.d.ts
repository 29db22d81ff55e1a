import type account from "../features/account/i18n/en.json";
import type brand from "../features/brand/i18n/en.json";
import type customers from "../features/customers/i18n/en.json";
import type dashboard from "../features/dashboard/i18n/en.json";
import type office from "../features/office/i18n/en.json";
import type people from "../features/people/i18n/en.json";
import type sessions from "../features/sessions/i18n/en.json";
import type shell from "../features/shell/i18n/en.json";
import type signIn from "../features/sign-in/i18n/en.json";
import type studio from "../features/studio/i18n/en.json";
import type tour from "../features/tour/i18n/en.json";
import type uploads from "../features/uploads/i18n/en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    // a key that is missing here is an error of types; that it is in all four languages is tested
    resources: {
      tour: typeof tour;
      people: typeof people;
      office: typeof office;
      dashboard: typeof dashboard;
      brand: typeof brand;
      customers: typeof customers;
      account: typeof account;
      sessions: typeof sessions;
      shell: typeof shell;
      "sign-in": typeof signIn;
      studio: typeof studio;
      uploads: typeof uploads;
    };
  }
}
