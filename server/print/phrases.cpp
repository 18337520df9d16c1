// The sentences themselves. Short: a slip is small and is read standing.
#include "server/print/phrases.h"

#include <algorithm>

namespace candor::server::print {
namespace {

constexpr Phrases kChinese{
    "zh-CN",
    "测评码",
    "{}邀请您参加本次测评。",
    "请您参加本次测评。",
    "扫码作答；或打开 {}，输入轮次和测评码。",
    "不记名，一码一票；任意抽取，谁拿到哪一张不作登记。",
    "轮次",
    "测评码",
    "共 {} 张",
    "作答二维码",
    "邀请码",
    "此码仅供您本人使用，请勿转交他人。",
    "答卷与此码不关联：此码只用来换取一份匿名的作答资格。",
    "这批测评码由服务器生成，服务器的管理者有可能动用无人使用的码。",
    "如有疑问，请联系",
    "如有疑问，请询问发放人员。",
    "本轮测评的指纹，请与公示核对",
    "首次登录",
    "扫码，或在浏览器中打开下面的链接，设置您的密码。",
    "链接只能使用一次，请勿转交他人。",
    "有效期至 {}。",
    "：",
};

constexpr Phrases kEnglish{
    "en",
    "Tickets",
    "{} asks for your answers.",
    "Your answers are asked for.",
    "Scan, or go to {} and type round and code.",
    "Anonymous, one ballot a slip; nobody notes who draws which.",
    "Round",
    "Code",
    "{} slips",
    "QR code that opens the ballot",
    "Invitations",
    "This code is yours alone: do not pass it on.",
    "It buys an anonymous right to vote: no answer is linked to it.",
    "These codes were made by the server; whoever runs it could use unclaimed ones.",
    "Questions",
    "Questions: ask whoever gave you this slip.",
    "Fingerprint, compare with the notice",
    "First sign-in",
    "Scan the code, or open the link below in a browser, and choose your password.",
    "The link works once. Do not pass it on.",
    "Valid until {}.",
    ": ",
};

}  // namespace

const Phrases& phrases_for(std::string_view language) {
  return language == "zh" || language.starts_with("zh-") ? kChinese : kEnglish;
}

std::vector<const Phrases*> phrases_for_all(const std::vector<std::string>& languages) {
  std::vector<const Phrases*> all;
  for (const std::string& language : languages) {
    const Phrases* const phrases = &phrases_for(language);
    if (std::find(all.begin(), all.end(), phrases) == all.end()) all.push_back(phrases);
  }
  if (all.empty()) all.push_back(&kEnglish);
  return all;
}

std::string fill_in(std::string_view phrase, std::string_view value) {
  std::string filled(phrase);
  if (const auto at = filled.find("{}"); at != std::string::npos) filled.replace(at, 2, value);
  return filled;
}

}  // namespace candor::server::print
