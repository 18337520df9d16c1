// The respondent's page in its languages.
import { create_i18n } from "../shared/i18n";
import { type RespondKey, respond_en } from "../shared/strings/respond-en";
import { respond_zh_cn } from "../shared/strings/respond-zh-CN";

export const { I18nProvider, use_i18n } = create_i18n<RespondKey>({ en: respond_en, "zh-CN": respond_zh_cn });
export type { RespondKey };
