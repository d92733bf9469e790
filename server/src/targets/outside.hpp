// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target sees of the world while it works for one person: their values of its fields, and the way to
// the service, in which everybody takes turns.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"
#include "targets/caller.hpp"
#include "targets/pictures.hpp"
#include "targets/recent.hpp"
#include "targets/standing.hpp"
#include "upstream/gateway.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace rmirror::targets {

/// What a person entered, by the keys of the fields. What is missing reads as empty.
struct Values {
    std::map<std::string, std::string, std::less<>> settings;
    std::map<std::string, Secret, std::less<>> secrets;

    std::string const& setting(std::string_view key) const;
    Secret const& secret(std::string_view key) const;
};

/// What all targets work with.
struct OutsideOptions {
    upstream::Gateway& gateway;
    std::string public_url;             // Of this server, without a slash at its end.
    bool private_urls = false;          // Whether addresses given by people may be private.
    std::stop_token cancellation = {};  // When the server stops.
    /// For targets of a provider: how all their calls are made.
    std::shared_ptr<Caller> caller = {};
    PictureSource* pictures = nullptr;
    std::chrono::seconds still_after{600};
    std::size_t most_pages = 500;
    Recent* recent = nullptr;
    /// For targets that ask for it: what stands there of the notebook that is worked on.
    Standing standing = {};
};

/// How often a service may be asked, by what it counts by.
struct Pace {
    std::string_view of = "";    // One credential may have several limits, such as one for its lists.
    std::size_t per_minute = 0;  // 0: any.
};

class Outside {
public:
    Outside(OutsideOptions options, UserId user_id, Values values);

    Values const& values() const { return values_; }
    std::string const& setting(std::string_view key) const { return values_.setting(key); }
    Secret const& secret(std::string_view key) const { return values_.secret(key); }
    /// The service's address as the operator set it; empty where each person gives one.
    std::string const& service() const { return options_.gateway.address(); }
    bool private_urls() const { return options_.private_urls; }
    /// "/notebooks/…" as an address of this server.
    std::string link(std::string_view path) const;

    Standing const& standing() const { return options_.standing; }

    /// Of the person, by what Extra::pictures tells. Nothing when it is another one by now. Throws
    /// BlobFailure.
    std::optional<std::string> picture(std::string const& sha256);
    /// What was noted for this person in the last 50 minutes, unless it is forgotten already.
    std::optional<std::string> noted(std::string_view key) const;
    void note(std::string_view key, std::string value);
    void forget(std::string_view key);
    /// Where a new picture costs much, it follows when it has been the same for so long.
    std::chrono::seconds still_after() const { return options_.still_after; }
    /// Where all pages of a notebook are one page there, so many.
    std::size_t most_pages() const { return options_.most_pages; }

    /// Waits for the result. Calls of a provider keep the pace that is the provider's, whatever `pace` is.
    upstream::CallResult ask(upstream::Call call, Pace pace = {},
                             upstream::Retries retries = upstream::once());
    /// How many there were, for who works on one batch.
    std::size_t calls() const { return calls_; }
    void count_call() { ++calls_; }

private:
    std::string key_of(std::string_view key) const { return user_id_.text() + " " + std::string(key); }

    OutsideOptions options_;
    UserId user_id_;
    Values values_;
    std::size_t calls_ = 0;
};

}  // namespace rmirror::targets
