// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/place.hpp"

#include "blobs/bucket.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace rmirror::backup {

namespace {

constexpr std::string_view kScheme = "s3://";

Result<S3Account> account(Settings const& settings, Settings::Environment const& environment)
{
    auto const variable = [&](char const* name) {
        auto const found = environment.find(name);
        return found == environment.end() ? "" : found->second;
    };
    auto endpoint = variable("AWS_ENDPOINT_URL");
    bool const by_variables = !variable("AWS_ACCESS_KEY_ID").empty();
    S3Account account;
    if (by_variables) {
        auto const region = variable("AWS_REGION");
        account = {endpoint.empty() ? settings.text("RMIRROR_S3_ENDPOINT") : endpoint,
                   region.empty() ? settings.text("RMIRROR_S3_REGION") : region,
                   variable("AWS_ACCESS_KEY_ID"), Secret(variable("AWS_SECRET_ACCESS_KEY"))};
    } else {
        account = {settings.text("RMIRROR_S3_ENDPOINT"), settings.text("RMIRROR_S3_REGION"),
                   settings.text("RMIRROR_S3_ACCESS_KEY"), settings.secret("RMIRROR_S3_SECRET_KEY")};
    }
    if (account.endpoint.empty() || account.access_key.empty() || account.secret_key.empty())
        return Refusal{
            "A backup in a bucket needs AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
            "RMIRROR_S3_ENDPOINT, RMIRROR_S3_ACCESS_KEY and RMIRROR_S3_SECRET_KEY."};
    while (account.endpoint.ends_with('/'))
        account.endpoint.pop_back();
    return account;
}

/// Neither needs escapes in addresses.
bool is_prefix(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
               letter == '/';
    });
}

Result<std::unique_ptr<ObjectStore>> open_in_bucket(std::string const& place, Settings const& settings,
                                                    Settings::Environment const& environment,
                                                    upstream::Gateway& gateway)
{
    auto const path = place.substr(kScheme.size());
    auto const slash = std::min(path.find('/'), path.size());
    auto const bucket = path.substr(0, slash);
    auto prefix = slash == path.size() ? "" : path.substr(slash + 1);
    if (!is_bucket_name(bucket) || !is_prefix(prefix))
        return Refusal{place + " isn't a place in a bucket such as s3://my-backups/rmirror."};
    if (!prefix.empty() && !prefix.ends_with('/'))
        prefix += '/';
    return open_bucket(TRY(account(settings, environment)), bucket, prefix, gateway);
}

}  // namespace

Result<std::unique_ptr<ObjectStore>> open_place(std::string const& place, Settings const& settings,
                                                Settings::Environment const& environment,
                                                upstream::Gateway& gateway)
{
    if (place.empty())
        return Refusal{
            "Name a place for backups: a folder, s3://BUCKET/PREFIX, or set RMIRROR_BACKUP_TO to one of "
            "them."};
    if (place.starts_with(kScheme))
        return open_in_bucket(place, settings, environment, gateway);
    try {
        return open_folder(place);
    } catch (BlobFailure const& failure) {
        return Refusal{place + " can't be used for backups: " + failure.what() + "."};
    }
}

}  // namespace rmirror::backup
