// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads along in an answer of Claude's, as JSON or as server-sent events, how it ended and what it took.
#pragma once

#include "proxy/pass_on.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::proxy::claude {

struct Usage {
    std::int64_t input_tokens = 0;  // Those that were cached included.
    std::int64_t output_tokens = 0;
    bool has_content = false;  // Something of the answer itself has come.
    bool is_complete = false;
    bool has_failed = false;  // An event said so in the middle.
};

class UsageReader {
public:
    enum class Form { json, events };
    explicit UsageReader(Form form) : form_(form) {}

    void read(std::string_view piece);
    /// When all has come.
    void end();
    Usage const& usage() const { return usage_; }

private:
    void read_event(std::string_view line);

    Form form_;
    std::string
        text_;  // All of an answer, or the line that has begun; what is too long for us is passed over.
    bool is_too_long_ = false;
    Usage usage_;
};

/// Charges a whole answer, and as much of one as its reader wanted.
class UsageMeter final : public Meter {
public:
    void begin(http::Reply const& head) override;
    void read(std::string_view piece) override;
    void settle(upstream::Ending ending, Settlement& settlement) override;

private:
    std::optional<UsageReader> reader_;  // From the head on.
};

}  // namespace rmirror::proxy::claude
