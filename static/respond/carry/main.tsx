// Entry of the script that carries a right to vote to another device: a QR code to scan there, the same as a link, and a
// file. Fetched only when somebody asks for it.
import { encode } from "uqr";
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import type { Right } from "../../shared/device_record";
import { save_file } from "../../shared/save_file";
import type { CarryKey } from "../../shared/strings/carry-en";
import { create_words } from "../words";
import { encode_right } from "./payload";

export interface CarryProps {
  right: Right;
  category: number;  ///< its number in the round, from 1
}

const use_words = create_words<CarryKey>("carry");
const kQuiet = 4;  // modules of white around a QR code

function Carry(props: CarryProps) {
  const t = use_words();
  const [copied, set_copied] = useState(false);
  const { right } = props;
  const link = `${location.origin}/b#r1.${right.round}.${right.part}.${encode_right(right, props.category)}`;
  const copy = () => {
    void navigator.clipboard?.writeText(link).then(() => set_copied(true));
  };
  return (
    <section aria-label={t("carry_title")}>
      <h2>{t("carry_title")}</h2>
      <Notice kind="warning"><p>{t("carry_warning")}</p></Notice>
      <p>{t("carry_scan")}</p>
      <QrCode text={link} label={t("carry_qr")} />
      <div class="buttons">
        <Button on_click={() => save_file(`candor-right-${right.round}.json`, JSON.stringify(right, null, 1))}>
          {t("carry_file")}
        </Button>
        {navigator.clipboard && <Button on_click={copy}>{t("carry_copy")}</Button>}
      </div>
      <p role="status" class="small">{copied && t("carry_copied")}</p>
    </section>
  );
}

/// Black on white in dark mode too: cameras want it so.
function QrCode(props: { text: string; label: string }) {
  const { data, size } = encode(props.text, { ecc: "L", border: 0 });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return (
    <svg
      class="qr" role="img" aria-label={props.label} viewBox={`${-kQuiet} ${-kQuiet} ${size + 2 * kQuiet} ${size + 2 * kQuiet}`}
      shape-rendering="crispEdges"
    >
      <rect x={-kQuiet} y={-kQuiet} width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

if (window.candor) window.candor.carry = Carry;
