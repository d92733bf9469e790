// SPDX-License-Identifier: AGPL-3.0-or-later
// What a mail says, before it is laid out as plain text and HTML.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmirror::mail {

enum class Language { en, de };
/// English for any other name.
Language language_of(std::string_view name);
std::string_view to_string(Language language);

/// A text in both languages.
struct Both {
    std::string_view en;
    std::string_view de;

    std::string_view in(Language language) const { return language == Language::de ? de : en; }
};

/// The text in a language; {name} in it becomes the value of that name.
std::string filled(Both const& text, Language language,
                   std::vector<std::pair<std::string_view, std::string>> const& values = {});

struct Action {
    std::string label;
    std::string url;
};

struct Content {
    std::string subject;
    std::vector<std::string> paragraphs;
    std::optional<Action> action = std::nullopt;
    std::vector<std::string> after_action = {};
    std::string reason = {};                        // Why the person gets this mail, below everything.
    std::optional<Action> settings = std::nullopt;  // Where that can be changed.
};

/// Lines end with \n. Paragraphs may contain anything that people wrote.
std::string plain_text(Content const& content);
/// A whole document without references to anything but the links: no images, scripts or style sheets.
std::string html_page(Content const& content, Language language);

}  // namespace rmirror::mail
