import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconDownload, IconEraser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";
import { useMe } from "@/features/sign-in/api/me";
import { type Customer, useReceipt } from "../api/customers";

/** That nothing is left of a customer, and the proof of it. */
export function Erased({ customer, at }: { customer: Customer; at: string }) {
  const { t } = useTranslation("customers");
  const moment = useMoment("day");
  const role = useMe().data?.role;
  const receipt = useReceipt(customer, role === "franchise" || role === "head_office");
  return (
    <Alert color="gray" icon={<IconEraser aria-hidden />} title={t("erased.title")}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t("erased.text", { when: moment(at, customer.franchise) })}</Text>
        {receipt.data && (
          <Button
            component="a"
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(receipt.data, null, 2))}`}
            download={`erasure-${customer.id}.json`}
          >
            {t("erased.receipt")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
