import type account from "../features/account/i18n/en.json";
import type brand from "../features/brand/i18n/en.json";
import type customers from "../features/customers/i18n/en.json";
import type dashboard from "../features/dashboard/i18n/en.json";
import type history from "../features/history/i18n/en.json";
import type models from "../features/models/i18n/en.json";
import type office from "../features/office/i18n/en.json";
import type people from "../features/people/i18n/en.json";
import type photo from "../features/photo/i18n/en.json";
import type problems from "../features/problems/i18n/en.json";
import type review from "../features/review/i18n/en.json";
import type sessions from "../features/sessions/i18n/en.json";
import type shell from "../features/shell/i18n/en.json";
import type signIn from "../features/sign-in/i18n/en.json";
import type studio from "../features/studio/i18n/en.json";
import type tour from "../features/tour/i18n/en.json";
import type uploads from "../features/uploads/i18n/en.json";
import type viewer from "../features/viewer/i18n/en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    // a key that is missing here is an error of types; that it is in all four languages is tested
    resources: {
      account: typeof account;
      brand: typeof brand;
      customers: typeof customers;
      dashboard: typeof dashboard;
      history: typeof history;
      models: typeof models;
      office: typeof office;
      people: typeof people;
      photo: typeof photo;
      problems: typeof problems;
      review: typeof review;
      sessions: typeof sessions;
      shell: typeof shell;
      "sign-in": typeof signIn;
      studio: typeof studio;
      tour: typeof tour;
      uploads: typeof uploads;
      viewer: typeof viewer;
    };
  }
}
