// Languages as XLSForm heads name them, "中文 (zh)", and as round files do, "zh-CN".
const kNames: Readonly<Record<string, readonly string[]>> = {
  "zh-CN": ["中文", "简体中文", "汉语", "chinese", "simplified chinese", "chinese simplified", "chinese (simplified)", "mandarin"],
  en: ["English", "英文", "英语"],
  "zh-TW": ["繁體中文", "繁体中文", "traditional chinese"],
  fr: ["Français", "French", "法语"],
  es: ["Español", "Spanish", "西班牙语"],
  ru: ["Русский", "Russian", "俄语"],
  de: ["Deutsch", "German", "德语"],
  ja: ["日本語", "Japanese", "日语"],
  ko: ["한국어", "Korean", "韩语"],
  pt: ["Português", "Portuguese", "葡萄牙语"],
  ar: ["العربية", "Arabic", "阿拉伯语"],
};
/// What other tools call the Chinese of the mainland.
const kChinese = ["zh", "zh-hans", "zh-cn", "zh-hans-cn", "zho", "chi", "cmn"];

const primary = (tag: string) => (tag.split("-")[0] ?? "").toLowerCase();

export function is_language_tag(tag: string): boolean {
  return tag.length <= 35 && /^[A-Za-z][A-Za-z0-9]{1,7}(-[A-Za-z0-9]{1,8})*$/.test(tag);
}

/// "中文 (zh)": the head for `tag`, in a round that uses the languages `all`.
export function head_of_language(tag: string, all: readonly string[]): string {
  const alone = all.filter((other) => primary(other) === primary(tag)).length === 1;
  return `${kNames[tag]?.[0] ?? tag} (${tag === "zh-CN" && alone ? "zh" : tag})`;
}

/// The tag a head means; null where it cannot be told. `known`: the round's own tags, where the workbook lists them.
export function tag_of_head(head: string, known: readonly string[]): string | null {
  const [, name = "", code = ""] = /^(.*?)\s*[(（]\s*([^()（）]*?)\s*[)）]$/.exec(head.trim()) ?? [];
  return (code && tag_of_code(code, known)) || tag_of_name(head.trim(), known) || tag_of_name(name, known);
}

function tag_of_code(code: string, known: readonly string[]): string | null {
  const same = known.find((tag) => tag.toLowerCase() === code.toLowerCase());
  if (same) return same;
  const near = known.filter((tag) => primary(tag) === primary(code));
  if (near.length === 1 && (code.length <= 3 || kChinese.includes(code.toLowerCase()))) return near[0] ?? null;
  if (kChinese.includes(code.toLowerCase())) return "zh-CN";
  return is_language_tag(code) && /^[A-Za-z]{2,3}(-|$)/.test(code) ? code : null;
}

function tag_of_name(name: string, known: readonly string[]): string | null {
  if (name === "") return null;
  const tag = Object.keys(kNames).find((candidate) => kNames[candidate]?.some((word) => word.toLowerCase() === name.toLowerCase()));
  return tag ? tag_of_code(tag, known) : tag_of_code(name, known);
}

/// For columns without a language: Chinese where there are Chinese characters, else English.
export function guess_language(texts: readonly string[]): string {
  return texts.some((text) => /[㐀-鿿]/.test(text)) ? "zh-CN" : "en";
}
