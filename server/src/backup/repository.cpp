// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/repository.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/sealed_bytes.hpp"
#include "hashing.hpp"

#include <boost/json.hpp>

#include <utility>

namespace rmirror::backup {

namespace {

constexpr auto kMark = "rmirror-backups.json";
constexpr std::int64_t kFormat = 1;

std::string hex(std::string_view bytes)
{
    return to_hex({reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()});
}

/// Differs for each key, and doesn't reveal it. "none" without one.
std::string key_mark(Secret const& key)
{
    return key.empty() ? "none" : hex(crypto::hmac_sha256(key, "the key of rMirror's backups"));
}

Result<Secret> parse_key(Secret const& text)
{
    if (text.empty())
        return Secret();
    auto bytes = crypto::parse_base64(text.reveal());
    if (!bytes || bytes->size() != crypto::kSealKeyBytes)
        return Refusal{
            "RMIRROR_BACKUP_KEY must be 32 bytes in base64, such as `openssl rand -base64 32` makes them."};
    return Secret(std::move(*bytes));
}

Result<Done> check_mark(std::string const& text, Secret const& key)
{
    boost::json::error_code error;
    auto const mark = boost::json::parse(text, error);
    auto const* const object = error ? nullptr : mark.if_object();
    auto const* const format = object ? object->if_contains("format") : nullptr;
    auto const* const marked = object ? object->if_contains("key") : nullptr;
    if (!format || !format->is_int64() || !marked || !marked->is_string())
        return Refusal{std::string(kMark) + " of the backups is damaged."};
    if (format->get_int64() > kFormat)
        return Refusal{"The backups were made by a newer version of rmirror-server. Use that version."};
    auto const& expected = marked->get_string();
    if (expected == key_mark(key))
        return Done{};
    if (key.empty())
        return Refusal{"The backups are encrypted. Set RMIRROR_BACKUP_KEY to their key."};
    if (expected == "none")
        return Refusal{
            "The backups aren't encrypted, but RMIRROR_BACKUP_KEY is set. Use another place for encrypted "
            "backups."};
    return Refusal{"The backups are encrypted with another key than RMIRROR_BACKUP_KEY."};
}

}  // namespace

Result<Repository> Repository::open(std::unique_ptr<ObjectStore> objects, Secret const& key_text, Use use)
{
    auto key = TRY(parse_key(key_text));
    if (auto const mark = objects->get(kMark)) {
        TRY(check_mark(*mark, key));
        return Repository(std::move(objects), std::move(key));
    }
    if (use == Use::read)
        return Refusal{"There are no backups."};
    if (!objects->list("", 1).objects.empty())
        return Refusal{"There is something else than backups. Use an empty place."};
    auto const mark = boost::json::object{{"format", kFormat}, {"key", key_mark(key)}};
    objects->put(kMark, boost::json::serialize(mark) + "\n");
    return Repository(std::move(objects), std::move(key));
}

void Repository::write(std::string const& name, std::string_view content)
{
    auto const stored = key_.empty() ? std::string(content) : crypto::seal_bytes(key_, name, content);
    objects_->put(name, stored);
    if (objects_->get(name) != stored)
        throw Damaged(name + " isn't what was written. Check the disk or service with the backups.");
}

std::string Repository::read(std::string const& name) const
{
    auto stored = objects_->get(name);
    if (!stored)
        throw Damaged(name + " is missing.");
    if (key_.empty())
        return std::move(*stored);
    auto content = crypto::open_bytes(key_, name, *stored);
    if (!content)
        throw Damaged(name + " was altered.");
    return std::move(*content);
}

void Repository::remove(std::string const& name)
{
    objects_->remove(name);
}

std::vector<std::string> Repository::list(std::string const& prefix) const
{
    constexpr std::size_t kAtOnce = 1000;
    std::vector<std::string> names;
    std::string cursor = prefix;
    for (;;) {
        auto part = objects_->list(cursor, kAtOnce);
        for (auto& [name, stored_at] : part.objects) {
            if (!name.starts_with(prefix))
                return names;
            names.push_back(std::move(name));
        }
        if (part.next.empty())
            return names;
        cursor = std::move(part.next);
    }
}

std::string Repository::image_name(UserId const& user_id, std::string_view sha256) const
{
    constexpr std::size_t kShardDigits = 2;
    auto const path = user_id.text() + "/" + std::string(sha256);
    auto const name = key_.empty() ? user_id.text() + "." + std::string(sha256)
                                   : hex(crypto::hmac_sha256(key_, "images/" + path));
    auto const shard =
        key_.empty() ? sha256.substr(0, kShardDigits) : std::string_view(name).substr(0, kShardDigits);
    return "images/" + std::string(shard) + "/" + name;
}

}  // namespace rmirror::backup
