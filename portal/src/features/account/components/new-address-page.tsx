import { Alert, Button, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useTakeAddress } from "../api/own";
import { OpenPage } from "./open-page";

/** What stands behind the # of the link that was sent: browsers never send it to anybody. */
const TOKEN = window.location.hash.slice(1);

/** A new address is taken by the link that was sent there; a press is needed, since programs open links in mails, too. */
export function NewAddressPage() {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const take = useTakeAddress();

  useEffect(() => window.history.replaceState(null, "", window.location.pathname), []);

  if (!TOKEN) return <OpenPage title={t("address.confirmTitle")}>{t("address.noLink")}</OpenPage>;
  return (
    <OpenPage title={t("address.confirmTitle")}>
      <Stack>
        {take.isSuccess ? (
          <>
            <Text role="status">{t("address.done")}</Text>
            <Button component="a" href="/portal/">
              {t("address.goOn")}
            </Button>
          </>
        ) : (
          <>
            <Text>{t("address.confirmText")}</Text>
            {take.isError && (
              <Alert color="red" role="alert">
                {text(take.error)}
              </Alert>
            )}
            <Button loading={take.isPending} onClick={() => take.mutate(TOKEN)}>
              {t("address.confirm")}
            </Button>
          </>
        )}
      </Stack>
    </OpenPage>
  );
}
