import { Alert, Button, Checkbox, NativeSelect, Slider, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useDraft } from "@/api/draft";
import { isColour } from "@/app/colours";
import { wentWell } from "@/components/form-dialog";
import { LeaveGuard } from "@/components/leave-guard";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useWho } from "@/features/history/components/who";
import { useMe } from "@/features/sign-in/api/me";
import { LANGUAGES } from "@/i18n";
import { type Brand, type BrandBody, type Look, useFranchiseBrand, useSetBrand } from "../api/brand";
import classes from "./brand.module.css";
import { ColourField } from "./colour-field";
import { Logo } from "./logo";
import { LookFields } from "./look-fields";
import { areSizes, PrintSizes } from "./print-sizes";

const THEMES = ["light", "dark", "paper"] as const;
const MAILS = ["review_email", "rejection_email", "daily_summary"] as const;
const CURRENCIES = Intl.supportedValuesOf("currency");

/** A franchise's appearance: to its customers, to its staff, and in its pictures. */
export function LookView({ franchise }: { franchise: string }) {
  const brand = useFranchiseBrand(franchise);
  if (brand.isLoadingError) return <Failed error={brand.error} again={() => void brand.refetch()} />;
  if (brand.isPending) return <Loading />;
  return <Form brand={brand.data} key={franchise} />;
}

type Settings = Required<BrandBody>;

function bodyOf(brand: Brand): Settings {
  const {
    display_name,
    primary,
    accent,
    locale,
    currency,
    domain,
    look,
    watermark,
    gallery_theme,
    print_sizes,
  } = brand;
  return {
    display_name,
    primary,
    accent,
    locale,
    currency,
    domain,
    look: look as Look,
    watermark,
    gallery_theme,
    print_sizes,
    notifications: brand.notifications,
  };
}

function Form({ brand }: { brand: Brand }) {
  const { t, i18n } = useTranslation("brand");
  const me = useMe();
  const who = useWho();
  const { draft, set, isDirty, theirs, drop, settle } = useDraft(bodyOf(brand));
  const save = useSetBrand(brand.franchise);
  const isRight = isColour(draft.primary) && isColour(draft.accent) && areSizes(draft.print_sizes);
  const currency = new Intl.DisplayNames(i18n.language, { type: "currency" });

  async function keep(): Promise<boolean> {
    const body = { ...draft, display_name: draft.display_name?.trim() || null, domain: draft.domain || null };
    const saved = save.mutateAsync({ body, version: brand.version });
    const isKept = await wentWell(saved.then((after) => settle(bodyOf(after))));
    if (isKept) notifications.show({ message: t("saved") });
    return isKept;
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <LeaveGuard isDirty={isDirty} save={isRight ? keep : undefined} />
      <Stack gap={40}>
        <Section title={t("identity.title")}>
          <div className={classes.fields}>
            <TextInput
              label={t("identity.name")}
              description={t("identity.nameHint", { name: brand.name })}
              dir="auto"
              value={draft.display_name ?? ""}
              onChange={(event) => set({ display_name: event.currentTarget.value })}
            />
            <TextInput
              label={t("identity.domain")}
              description={t("identity.domainHint")}
              readOnly={Boolean(me.data?.franchise)}
              value={draft.domain ?? ""}
              onChange={(event) => set({ domain: event.currentTarget.value })}
            />
            <NativeSelect
              label={t("identity.locale")}
              description={t("identity.localeHint")}
              value={draft.locale}
              onChange={(event) => set({ locale: event.currentTarget.value as Brand["locale"] })}
              data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            />
            <NativeSelect
              label={t("identity.currency")}
              value={draft.currency}
              onChange={(event) => set({ currency: event.currentTarget.value })}
              data={CURRENCIES.map((value) => ({ value, label: `${value} · ${currency.of(value)}` }))}
            />
          </div>
        </Section>
        <Section title={t("logo.title")}>
          <Logo brand={brand} />
        </Section>
        <Section title={t("colours.title")}>
          <div className={classes.fields}>
            <ColourField
              label={t("colours.primary")}
              value={draft.primary}
              onChange={(primary) => set({ primary })}
            />
            <ColourField
              label={t("colours.accent")}
              value={draft.accent}
              onChange={(accent) => set({ accent })}
            />
          </div>
          <Text size="sm" mt="sm" c="var(--portal-ink-soft)">
            {t("colours.onPage")}
          </Text>
        </Section>
        <Section title={t("look.title")}>
          <Text size="sm" mb="md" c="var(--portal-ink-soft)">
            {t("look.text")}
          </Text>
          <LookFields
            franchise={brand.franchise}
            look={draft.look}
            primary={isColour(draft.primary) ? draft.primary : undefined}
            onChange={(look) => set({ look })}
          />
        </Section>
        <PrintSizes sizes={draft.print_sizes} onChange={(print_sizes) => set({ print_sizes })} />
        <Gallery draft={draft} set={set} />
        {theirs.length > 0 && (
          <Alert color="amber" role="status" title={t("meanwhile.title")}>
            {t("meanwhile.text", {
              who: brand.changed_by ? who(brand.changed_by) : t("meanwhile.somebody"),
              what: theirs.map((name) => t(`meanwhile.${name}`)).join(", "),
            })}
            <Button variant="default" size="xs" mt="sm" display="block" onClick={drop}>
              {t("meanwhile.drop")}
            </Button>
          </Alert>
        )}
        {save.isError && <Failed error={save.error} />}
        <Button type="submit" w="fit-content" loading={save.isPending} disabled={!isRight}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}

interface GalleryProps {
  draft: Settings;
  set: (change: Partial<Settings>) => void;
}

function Gallery({ draft, set }: GalleryProps) {
  const { t } = useTranslation("brand");
  const mark = draft.watermark;
  return (
    <Section title={t("gallery.title")}>
      <div className={classes.fields}>
        <NativeSelect
          label={t("gallery.theme")}
          value={draft.gallery_theme}
          onChange={(event) => set({ gallery_theme: event.currentTarget.value as (typeof THEMES)[number] })}
          data={THEMES.map((value) => ({ value, label: t(`gallery.${value}`) }))}
        />
        <Stack gap="xs">
          <Switch
            label={t("gallery.watermark")}
            checked={mark !== null}
            onChange={(event) =>
              set({ watermark: event.currentTarget.checked ? { text: "PROOF", opacity: 0.3 } : null })
            }
          />
          {mark && (
            <>
              <TextInput
                label={t("gallery.text")}
                required
                value={mark.text}
                onChange={(event) => set({ watermark: { ...mark, text: event.currentTarget.value } })}
              />
              <Text size="sm" fw={500}>
                {t("gallery.opacity")}
              </Text>
              <Slider
                min={0.05}
                max={1}
                step={0.05}
                value={mark.opacity ?? 0.3}
                onChange={(opacity) => set({ watermark: { ...mark, opacity } })}
                thumbLabel={t("gallery.opacity")}
                label={(value) => `${Math.round(100 * value)} %`}
              />
            </>
          )}
        </Stack>
        <Stack gap="xs">
          {MAILS.map((name) => (
            <Checkbox
              key={name}
              label={t(`gallery.${name}`)}
              checked={draft.notifications[name] ?? false}
              onChange={(event) =>
                set({ notifications: { ...draft.notifications, [name]: event.currentTarget.checked } })
              }
            />
          ))}
        </Stack>
      </div>
    </Section>
  );
}
