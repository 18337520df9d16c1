#include "server/app/accounts.h"

#include <algorithm>

#include <fmt/format.h>

#include "server/protocol/hash.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

Bytes32 hash_of_secret(std::string_view secret) {
  return protocol::Hash().text(secret).finish();
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_' || c == '@';
}

Result<void> check_account(const Account& account) {
  std::vector<Diagnostic> wrong;
  const auto complain = [&wrong](std::string place, Phrase expected, Phrase remedy) {
    wrong.push_back({Diagnostic::Severity::error, std::move(place), std::move(expected), std::move(remedy)});
  };
  if (account.name.empty() || account.name.size() > 64 ||
      !std::ranges::all_of(account.name, is_name_character)) {
    complain("/name",
             {"expected 1 to 64 letters, digits or . - _ @", "应为1至64个英文字母、数字或`.`、`-`、`_`、`@`"},
             {"choose another name for signing in", "请另定登录名。"});
  }
  if (account.display_name.size() > 400)
    complain("/display_name", {"expected at most 400 bytes", "应不超过400字节"}, {"shorten it", "请缩短。"});
  if (account.roles.empty())
    complain("/roles", {"expected at least one role", "应至少有一种角色"},
             {"say what this account is for", "请说明此账号的用途。"});
  if (account.roles.size() > 200)
    complain("/roles", {"expected at most 200 roles", "角色应不超过200个"},
             {"make several accounts", "请分设多个账号。"});
  for (const auto& grant : account.roles) {
    if (grant.role == Role::leader && grant.unit.empty())
      complain("/roles", {"a leader needs a unit", "领导人员须指定单位"},
               {"name the unit's id", "请填写单位编号。"});
    if (grant.role == Role::leader && !grant.head && grant.member.empty()) {
      complain("/roles",
               {"a leader is the head of a unit or one of its members", "领导人员应为单位负责人或其成员"},
               {"set head, or name the member's id", "请设为负责人，或填写成员编号。"});
    }
  }
  if (!wrong.empty())
    return fail(ErrorKind::invalid, Phrase{"this account cannot be stored", "此账号无法保存"},
                std::move(wrong));
  return {};
}

/// Roles that an organizer must not give to themself through somebody else: who sees whole ballots, who says
/// who may vote, who may do everything.
bool grants_trust(const std::vector<RoleGrant>& roles) {
  return std::ranges::any_of(roles, [](const RoleGrant& grant) {
    return grant.role == Role::administrator || grant.role == Role::scrutineer ||
           grant.role == Role::registrar;
  });
}

Unexpected administrators_only() {
  return fail(ErrorKind::forbidden,
              Phrase{"only an administrator may make or change an administrator, a registrar or a scrutineer",
                     "只有管理员可以设立或修改管理员、登记员和监票人"});
}

/// For the trail: "organizer, leader of sales".
std::string roles_text(const std::vector<RoleGrant>& roles) {
  std::string text;
  for (const auto& grant : roles) {
    if (!text.empty()) text += ", ";
    text += name_of(grant.role);
    if (!grant.unit.empty()) text.append(" of ").append(grant.unit);
  }
  return text;
}

}  // namespace

bool has_role(const Account& account, Role role) {
  return std::ranges::any_of(account.roles, [role](const RoleGrant& grant) { return grant.role == role; });
}

Accounts::Accounts(Register& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

Result<bool> Accounts::verify_slowly(std::string_view name, std::string_view stored_hash,
                                     std::string_view password) {
  const std::int64_t now_ms = clock_() * 1000;
  std::string key(name);
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // Taken before the check and given back after a right one, so that a hundred at once cannot slip through.
  if (!wrong_by_name_.take(key, now_ms)) {
    return fail(ErrorKind::slow_down,
                Phrase{"too many wrong passwords for this name; wait a minute and try again",
                       "此账号输错密码次数过多，请一分钟后再试"});
  }
  if (!wrong_in_all_.take("", now_ms)) {
    wrong_by_name_.give_back(key, now_ms);
    return fail(ErrorKind::slow_down, Phrase{"too many wrong passwords just now; wait a little and try again",
                                             "输错密码的次数过多，请稍后再试"});
  }
  auto right = passwords_.verify(stored_hash, password);
  if (!right || *right) {
    wrong_by_name_.give_back(key, now_ms);
    wrong_in_all_.give_back("", now_ms);
  }
  return right;
}

Result<NewSession> Accounts::start_session(Account account) {
  const Bytes32 cookie = protocol::random32();
  Session session;
  const std::string cookie_text = protocol::hex_of(cookie);
  session.token_hash = hash_of_secret(cookie_text);
  session.account = account.id;
  session.csrf = protocol::random32();
  session.expires_s = clock_() + kSessionSeconds;
  if (auto added = store_.add_session(session); !added) return fail(std::move(added).error());
  return NewSession{std::move(account), cookie_text, protocol::hex_of(session.csrf)};
}

Result<NewSession> Accounts::sign_in(std::string_view name, std::string_view password) {
  auto found = store_.find_account(name);
  if (!found) return fail(std::move(found).error());
  const bool usable = found->has_value() && !(*found)->disabled;
  const auto right = verify_slowly(name, usable ? (*found)->password_hash : std::string(), password);
  if (!right) return fail(right.error());
  if (!usable || !*right)
    return fail(ErrorKind::unauthenticated, Phrase{"name or password is wrong", "账号名或密码不正确"});
  Account account = **std::move(found);
  if (passwords_.needs_rehash(account.password_hash)) {
    if (auto hash = passwords_.hash(password)) {
      account.password_hash = *std::move(hash);
      if (auto stored = store_.update_account(account); !stored) return fail(std::move(stored).error());
    }
  }
  return start_session(std::move(account));
}

Result<void> Accounts::set_password(Account account, std::string_view password) {
  if (auto fit = protocol::check_password(password, account.name); !fit) return fit;
  auto hash = passwords_.hash(password);
  if (!hash) return fail(std::move(hash).error());
  account.password_hash = *std::move(hash);
  return store_.update_account(account);
}

Result<NewSession> Accounts::first_sign_in(std::string_view token, std::string_view password) {
  // The rules are checked before the link is used up; whose name it is does not matter for that.
  if (auto fit = protocol::check_password(password, ""); !fit) return fail(std::move(fit).error());
  const auto id = store_.take_first_link(hash_of_secret(token), clock_());
  if (!id) return fail(id.error());
  auto account = get(*id);
  if (!account) return fail(std::move(account).error());
  if (account->disabled) return fail(ErrorKind::expired, Phrase{"this account is disabled", "此账号已停用"});
  if (auto set = set_password(*account, password); !set) return fail(std::move(set).error());
  if (auto noted = trail_.note(account->name, "account.first_sign_in", account->name); !noted)
    return fail(noted.error());
  account = get(*id);
  if (!account) return fail(std::move(account).error());
  return start_session(*std::move(account));
}

Result<SignedIn> Accounts::find_signed_in(std::string_view cookie) const {
  if (cookie.size() == 64) {
    auto found = store_.find_session(hash_of_secret(cookie), clock_());
    if (!found) return fail(std::move(found).error());
    if (found->has_value())
      return SignedIn{std::move((*found)->second), protocol::hex_of((*found)->first.csrf)};
  }
  return fail(ErrorKind::unauthenticated, Phrase{"sign in first", "请先登录"});
}

Result<void> Accounts::sign_out(std::string_view cookie) {
  return store_.end_session(hash_of_secret(cookie));
}

Result<void> Accounts::change_password(const Account& account, std::string_view old_password,
                                       std::string_view new_password) {
  const auto right = verify_slowly(account.name, account.password_hash, old_password);
  if (!right) return fail(right.error());
  if (!*right) return fail(ErrorKind::unauthenticated, Phrase{"the old password is wrong", "原密码不正确"});
  if (auto set = set_password(account, new_password); !set) return set;
  return trail_.note(account.name, "account.password", account.name);
}

Result<std::vector<Account>> Accounts::list() const {
  return store_.list_accounts();
}

Result<Account> Accounts::get(std::int64_t id) const {
  auto found = store_.find_account(id);
  if (!found) return fail(std::move(found).error());
  if (!found->has_value()) return fail(ErrorKind::not_found, Phrase{"no such account", "没有此账号"});
  return **std::move(found);
}

Result<AccountWithLink> Accounts::make_link(Account account) {
  const std::string token = protocol::base64url_of(protocol::random32());
  FirstLink link{hash_of_secret(token), account.id, clock_() + kLinkSeconds};
  if (auto added = store_.add_first_link(link); !added) return fail(std::move(added).error());
  return AccountWithLink{std::move(account), token};
}

Result<AccountWithLink> Accounts::add_by_operator(const Account& account) {
  if (auto fit = check_account(account); !fit) return fail(std::move(fit).error());
  auto added = store_.add_account(account);
  if (!added) return fail(std::move(added).error());
  return make_link(*std::move(added));
}

Result<AccountWithLink> Accounts::add(const SignedIn& by, const Account& account) {
  if (grants_trust(account.roles) && !has_role(by.account, Role::administrator)) return administrators_only();
  auto made = add_by_operator(account);
  if (!made) return made;
  if (auto noted =
          trail_.note(by.account.name, "account.add", made->account.name, roles_text(made->account.roles));
      !noted)
    return fail(noted.error());
  return made;
}

Result<Account> Accounts::change(const SignedIn& by, std::int64_t id, const AccountChange& change) {
  auto account = get(id);
  if (!account) return account;
  const bool touches_administrator =
      grants_trust(account->roles) || (change.roles && grants_trust(*change.roles));
  if (touches_administrator && !has_role(by.account, Role::administrator)) return administrators_only();
  if (id == by.account.id && (change.disabled.value_or(false) || change.roles)) {
    return fail(ErrorKind::conflict,
                Phrase{"nobody disables themself or changes their own roles; ask another administrator",
                       "不能停用自己或修改自己的角色，请由另一名管理员办理"});
  }
  if (change.display_name) account->display_name = *change.display_name;
  if (change.disabled) account->disabled = *change.disabled;
  if (change.roles) account->roles = *change.roles;
  if (auto fit = check_account(*account); !fit) return fail(std::move(fit).error());
  if (auto stored = store_.update_account(*account); !stored) return fail(std::move(stored).error());
  if (auto noted = trail_.note(by.account.name, "account.change", account->name, roles_text(account->roles));
      !noted)
    return fail(noted.error());
  return account;
}

Result<AccountWithLink> Accounts::renew_link(const SignedIn& by, std::int64_t id) {
  auto account = get(id);
  if (!account) return fail(std::move(account).error());
  // Whoever renews a link can sign in by it: nobody does so with an equal or a higher one but an
  // administrator.
  const bool staff = grants_trust(account->roles) || has_role(*account, Role::organizer);
  if (staff && !has_role(by.account, Role::administrator)) {
    return fail(ErrorKind::forbidden, Phrase{"only an administrator renews the link of staff",
                                             "只有管理员可以重发工作人员的登录链接"});
  }
  if (auto noted = trail_.note(by.account.name, "account.link", account->name); !noted)
    return fail(noted.error());
  return make_link(*std::move(account));
}

Result<void> Accounts::set_password_by_operator(std::string_view name, std::string_view password) {
  auto found = store_.find_account(name);
  if (!found) return fail(std::move(found).error());
  if (!found->has_value())
    return fail(ErrorKind::not_found, say({"no account is named {0}", "没有名为{0}的账号"}, name));
  if (auto set = set_password(**found, password); !set) return set;
  return trail_.note("-", "account.password", name);
}

Result<void> Accounts::disable_by_operator(std::string_view name) {
  auto found = store_.find_account(name);
  if (!found) return fail(std::move(found).error());
  if (!found->has_value())
    return fail(ErrorKind::not_found, say({"no account is named {0}", "没有名为{0}的账号"}, name));
  (*found)->disabled = true;
  if (auto stored = store_.update_account(**found); !stored) return stored;
  return trail_.note("-", "account.disable", name);
}

}  // namespace candor::server
