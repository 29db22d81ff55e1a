import { Alert, Button, Group, Modal, Progress, Stack, Text } from "@mantine/core";
import { IconCloudOff, IconQrcode } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import { Failed } from "@/components/told";
import { type Card, CodeError } from "@/features/uploads/api/card";
import type { Found } from "@/features/uploads/api/gather";
import { uploads } from "@/features/uploads/api/queue";
import { useCard } from "@/features/uploads/api/use-card";
import { useBookingType } from "../api/sessions";
import classes from "./sessions.module.css";

interface CardDialogProps {
  found: Found;
  close(): void;
}

/** Looks for session codes on a card, says whose its photos are, and uploads them there once somebody agrees. */
export default function CardDialog({ found, close }: CardDialogProps) {
  const { t } = useTranslation("sessions");
  const { done, held, card, error, again } = useCard(found);
  const words = useTranslation("uploads").t;
  const of = found.photos.length;
  return (
    <Modal opened onClose={close} title={t("card.title")} centered size="lg">
      <Stack>
        {!card && error === undefined && (
          <>
            <Text role="status">{t("card.looking", { count: of, done })}</Text>
            <Progress aria-label={t("card.title")} value={of > 0 ? (100 * done) / of : 100} />
            {held && (
              <Alert color="amber" icon={<IconCloudOff aria-hidden />} role="status">
                {words(`heldShort.${held}`)}
              </Alert>
            )}
          </>
        )}
        {error !== undefined && <CardFailed error={error} again={again} />}
        {card && <Whose card={card} beside={found.beside} close={close} />}
        {!card && (
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function CardFailed({ error, again }: { error: unknown; again(): void }) {
  const { t } = useTranslation("sessions");
  const led = error instanceof CodeError;
  return (
    <>
      {led && (
        <Text size="sm">
          <bdi>{error.path}</bdi>
        </Text>
      )}
      <Failed error={led ? error.problem : error} again={again} />
      <Text size="sm">{t("card.nothingSent")}</Text>
    </>
  );
}

function Whose({ card, beside, close }: { card: Card; beside: Found["beside"]; close(): void }) {
  const { t } = useTranslation("sessions");
  const words = useTranslation("uploads").t;
  const router = useRouter();
  const full = card.sessions.filter(({ photos }) => photos.length > 0);
  const total = full.reduce((sum, { photos }) => sum + photos.length, 0);
  const empty = card.before.length === 0 ? words("nothing") : t("card.noCode");
  const found = card.sessions.length > 0 ? t("card.found", { count: card.sessions.length }) : empty;
  useEffect(() => tellAloud(found), [found]);

  function send() {
    const [first] = full;
    // what is no photo is nobody's: it is said on the page that comes next
    for (const { session, photos } of full)
      uploads.add(session.id, { photos, beside: session === first?.session ? beside : [] });
    close();
    if (first) router.history.push(`/portal/sessions/${first.session.id}`);
  }

  return (
    <>
      <Text>{found}</Text>
      {card.sessions.length > 0 && (
        <ul className={classes.card}>
          {card.sessions.map((one) => (
            <Line key={one.session.id} {...one} />
          ))}
        </ul>
      )}
      {card.before.length > 0 && card.sessions.length > 0 && (
        <Alert color="amber">{t("card.before", { count: card.before.length })}</Alert>
      )}
      {card.codes.length > 0 && (
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("card.codes", { count: card.codes.length })}
        </Text>
      )}
      {card.unseen > 0 && (
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("card.unseen", { count: card.unseen })}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
        {total > 0 && (
          <Button data-autofocus leftSection={<IconQrcode size={18} aria-hidden />} onClick={send}>
            {t("card.send", { count: total })}
          </Button>
        )}
      </Group>
    </>
  );
}

function Line({ session, photos }: Card["sessions"][number]) {
  const { t, i18n } = useTranslation("sessions");
  const type = useBookingType(session.booking_type).data?.name;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  const about = [session.customer_name, type, day.format(new Date(session.day))].filter(Boolean);
  return (
    <li>
      <Text fw={600}>
        <bdi>{session.name}</bdi>
      </Text>
      <Text size="sm" c="var(--portal-ink-soft)">
        <bdi>{about.join(" · ")}</bdi>
      </Text>
      <Text size="sm">{t("card.photos", { count: photos.length })}</Text>
    </li>
  );
}
