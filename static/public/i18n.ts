// "Is my ballot in?" in its languages.
import { create_i18n } from "../shared/i18n";
import { type PublicKey, public_en } from "../shared/strings/public-en";
import { public_zh_cn } from "../shared/strings/public-zh-CN";

export const { I18nProvider, use_i18n } = create_i18n<PublicKey>({ en: public_en, "zh-CN": public_zh_cn });
