// SPDX-License-Identifier: AGPL-3.0-or-later
#include "legal/terms.hpp"

#include "base/trimmed.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace rmirror::legal {

namespace {

constexpr std::size_t kMaxVersionBytes = 50;
constexpr std::uintmax_t kMaxTextBytes = 500'000;
constexpr std::array<std::string_view, 2> kLanguages = {"en", "de"};

constexpr db::Statement kAccepted = "SELECT coalesce(accepted_legal, '') FROM users WHERE id = $1";
constexpr db::Statement kAccept =
    "UPDATE users SET accepted_legal = $2, accepted_legal_at = now() WHERE id = $1";

/// Nullopt if there is no such file, or it is too large.
std::optional<std::string> content_of(std::filesystem::path const& path)
{
    std::error_code failure;
    auto const bytes = std::filesystem::file_size(path, failure);
    std::ifstream file(path, std::ios::binary);
    if (failure || bytes > kMaxTextBytes || !file)
        return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Refusal refusal(std::filesystem::path const& path, std::string const& what)
{
    return Refusal{"RMIRROR_LEGAL_DIR: " + path.string() + " " + what};
}

}  // namespace

Result<std::optional<Texts>> Texts::read(std::string const& folder)
{
    if (folder.empty())
        return std::optional<Texts>();
    std::filesystem::path const root(folder);
    Texts texts;
    auto const version = content_of(root / "version").value_or("");
    texts.version = trimmed(version, kWhitespace);
    if (texts.version.empty() || texts.version.size() > kMaxVersionBytes)
        return refusal(root / "version", "must contain a version such as 2026-11.");
    for (auto const language : kLanguages)
        for (auto const& [name, known] :
             {std::pair("terms", &texts.terms), std::pair("privacy", &texts.privacy)}) {
            auto const path = root / (std::string(name) + "." + std::string(language) + ".md");
            if (auto text = content_of(path))
                known->emplace(language, std::move(*text));
            else if (language == kLanguages.front())
                return refusal(path, "is missing, or larger than 500 kB.");
        }
    return std::optional(std::move(texts));
}

bool Terms::are_open_for(UserId const& user_id)
{
    if (!texts_ || accepted_.find(user_id.text()))
        return false;
    if (accepted_by(user_id) != texts_->version)
        return true;
    accepted_.keep(user_id.text(), true);
    return false;
}

std::string Terms::accepted_by(UserId const& user_id) const
{
    return db::as_user(pool_, user_id, [&](pqxx::work& work) {
        auto const rows = kAccepted.rows(work, user_id);
        return rows.empty() ? std::string() : rows[0][0].as<std::string>();
    });
}

bool Terms::accept(UserId const& user_id, std::string_view version)
{
    if (!texts_ || version != texts_->version)
        return false;
    db::as_user(pool_, user_id, [&](pqxx::work& work) { kAccept.rows(work, user_id, std::string(version)); });
    return true;
}

}  // namespace rmirror::legal
