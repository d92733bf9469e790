// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/password_policy.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace rmirror::auth {

namespace {

constexpr std::size_t kMinDistinct = 5;
constexpr std::size_t kMinBesidesName = 5;

/// Words that attackers try first: alone, several in a row, surrounded by digits and signs, or with some in
/// place of letters.
constexpr std::array<std::string_view, 118> kCommonWords = {
    "abc",       "access",    "admin",      "administrator", "amanda",   "andrew",   "anna",       "apple",
    "april",     "arsenal",   "ashley",     "august",        "autumn",   "azerty",   "baby",       "bailey",
    "barcelona", "baseball",  "batman",     "bonjour",       "boss",     "buster",   "butterfly",  "changeme",
    "charlie",   "cheese",    "chelsea",    "chocolate",     "company",  "computer", "contrasena", "cookie",
    "daniel",    "december",  "default",    "dragon",        "facebook", "family",   "february",   "flower",
    "football",  "forever",   "freedom",    "friday",        "friends",  "geheim",   "george",     "ginger",
    "google",    "guest",     "hallo",      "happy",         "hello",    "hockey",   "hunter",     "iloveyou",
    "internet",  "january",   "jennifer",   "jessica",       "jordan",   "july",     "june",       "killer",
    "letmein",   "liverpool", "login",      "love",          "lovely",   "march",    "master",     "michael",
    "michelle",  "monday",    "monkey",     "motdepasse",    "my",       "nicole",   "november",   "october",
    "pass",      "passwd",    "passwort",   "password",      "pepper",   "pokemon",  "princess",   "qwerty",
    "qwertz",    "ranger",    "remarkable", "rmirror",       "robert",   "root",     "samsung",    "schatz",
    "secret",    "security",  "september",  "server",        "shadow",   "soccer",   "soleil",     "spring",
    "starwars",  "summer",    "sunday",     "sunshine",      "superman", "system",   "tablet",     "teamo",
    "test",      "the",       "thomas",     "trustno",       "user",     "welcome",
};

/// Sequences of the keyboard and the alphabet, as fingers type them, in either direction.
constexpr std::array<std::string_view, 6> kWalks = {
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "12345678901234567890123456789012345678901234567890",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnmqwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y7u8i9o0p",
};

bool is_letter(char letter)
{
    return letter >= 'a' && letter <= 'z';
}

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}

/// The letter that a sign stands for, such as "a" for "4": attackers know these substitutions.
char letter_for(char sign)
{
    constexpr std::string_view kSigns = "01345789@$!";
    constexpr std::string_view kLetters = "oieastbgasi";
    auto const at = kSigns.find(sign);
    return at == std::string_view::npos ? sign : kLetters[at];
}

/// Removes everything around the letters: "2024-" and "!" of "2024-password!".
std::string_view without_ends(std::string_view lower)
{
    while (!lower.empty() && !is_letter(lower.front()))
        lower.remove_prefix(1);
    while (!lower.empty() && !is_letter(lower.back()))
        lower.remove_suffix(1);
    return lower;
}

/// "p4ssw0rd" becomes "password".
std::string letters_of(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), letter_for);
    std::erase_if(lower, [](char letter) { return !is_letter(letter); });
    return lower;
}

/// Whether the text consists of common words only. `ends[i]`: its first i characters do.
bool is_made_of_common_words(std::string_view text)
{
    if (text.empty())
        return false;
    std::vector<bool> ends(text.size() + 1);
    ends[0] = true;
    for (std::size_t i = 0; i < text.size(); ++i)
        for (auto const word : kCommonWords)
            if (ends[i] && text.substr(i).starts_with(word))
                ends[i + word.size()] = true;
    return ends.back();
}

bool is_a_walk(std::string_view lower)
{
    std::string const backwards(lower.rbegin(), lower.rend());
    return std::any_of(kWalks.begin(), kWalks.end(), [&](std::string_view walk) {
        return walk.find(lower) != std::string_view::npos || walk.find(backwards) != std::string_view::npos;
    });
}

/// Whether the password is the part of the address before the @ with fewer than kMinBesidesName other
/// characters.
bool is_the_name(std::string_view lower, std::string_view email)
{
    auto const name = email.substr(0, email.find('@'));
    return !name.empty() && lower.find(name) != std::string_view::npos &&
           lower.size() - name.size() < kMinBesidesName;
}

}  // namespace

std::optional<std::string_view> password_error(std::string_view password, std::string_view email)
{
    auto const lower = lower_case(password);
    auto const address = lower_case(email);
    if (std::set<char>(lower.begin(), lower.end()).size() < kMinDistinct)
        return "have more than a few different characters.";
    if (lower == address || is_the_name(lower, address))
        return "not be your email address.";
    if (is_a_walk(lower) || is_made_of_common_words(letters_of(lower)) ||
        is_made_of_common_words(letters_of(without_ends(lower))))
        return "not be a common password. A few unrelated words work well.";
    return std::nullopt;
}

}  // namespace rmirror::auth
