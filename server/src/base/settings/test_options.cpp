// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/settings/option_kinds.hpp"

#include <array>

namespace rmirror {

namespace {

using namespace option;

/// A value that no test needs to change is a constant in the code that uses it instead.
constexpr std::array kForTests = {
    flag("RMIRROR_TEST_RATE_LIMITS", "on",
         "Limits requests per minute, and connections per network. off allows any number."),
    count(
        "RMIRROR_TEST_WRONG_PASSWORDS", "200",
        "Wrong passwords for one email address, from all networks together, after which it is locked for all "
        "browsers that never signed in with it. After five from one network it is locked for that network.",
        5, 1'000'000),
    count("RMIRROR_TEST_PICTURES_A_MINUTE", "3000",
          "Page images per user and minute, counted apart from other requests.", 1, 1'000'000),
    count("RMIRROR_TEST_CONNECTIONS_PER_NETWORK", "200",
          "Open connections per network: an IPv4 address, or an IPv6 /64. Trusted proxies can have any "
          "number. 0 means no limit.",
          0, 1'000'000),
    seconds("RMIRROR_TEST_BODY_SECONDS", "60",
            "Time in which a request's body must arrive, and its response be taken, at any pace. What takes "
            "longer is ended unless it moves 16 KiB per second, measured over half of this time.",
            1, 3600),
    count("RMIRROR_TEST_STATEMENT_SECONDS", "2",
          "The most that one statement of a quick request can keep the database busy. Requests for a whole "
          "library have 30 seconds, and workers of their own.",
          1, 30),
    seconds("RMIRROR_TEST_DRAIN_SECONDS", "10", "How long a stopping server waits for requests in progress.",
            0, 600),
    count("RMIRROR_TEST_DISK_RESERVE_MB", "1000",
          "Free space to keep on the disk of RMIRROR_DATA_DIR, in megabytes of 1,000,000 bytes. Uploads are "
          "refused when less is left. 0 turns this off.",
          0, 1'000'000'000),
    count(
        "RMIRROR_TEST_FAILED_PAGES", "1000",
        "Transcriptions per month that can fail after the service answered, for accounts without a page "
        "quota; with one, as many as it has pages. Further pages aren't transcribed until the month is over.",
        1, 1'000'000'000),
    seconds("RMIRROR_TEST_OCR_BATCH_SECONDS", "60",
            "Time between checks for pages to submit in batches and for finished batches.", 1, 3600),
    count("RMIRROR_TEST_CLAUDE_CALLS", "20", "Concurrent calls to /api/claude per user; further calls wait.",
          1, 1000),
    address("RMIRROR_TEST_ANTHROPIC_BASE_URL", "https://api.anthropic.com",
            "Address of Claude's API, for transcription and for /api/claude."),
    address("RMIRROR_TEST_NOTION_BASE_URL", "https://api.notion.com", "Address of Notion's API."),
    seconds("RMIRROR_TEST_NOTION_POLL_SECONDS", "300",
            "Time between looks for to-dos that people complete in Notion. With a webhook, they are noticed "
            "sooner.",
            1, 86'400),
    seconds("RMIRROR_TEST_NOTION_PICTURE_SECONDS", "600",
            "For how long a page's handwriting must stay as it is before its new image is sent to Notion, "
            "which takes several calls. Text is sent at once.",
            0, 86'400),
    count("RMIRROR_TEST_NOTION_ROW_PAGES", "500",
          "How many pages of a notebook go in one row in Notion. Further ones get rows of their own, such as "
          "\"Diary (2)\". What is there stays where it is.",
          1, 10'000),
    address("RMIRROR_TEST_GOOGLE_ISSUER", "https://accounts.google.com",
            "Address of Google's sign-in service."),
    address("RMIRROR_TEST_GITHUB_BASE_URL", "https://github.com", "Address of GitHub, where people sign in."),
    address("RMIRROR_TEST_GITHUB_API_BASE_URL", "https://api.github.com", "Address of GitHub's API."),
    address("RMIRROR_TEST_READWISE_BASE_URL", "https://readwise.io",
            "Address of Readwise, which takes highlights."),
    address("RMIRROR_TEST_STRIPE_BASE_URL", "https://api.stripe.com", "Address of Stripe's API."),
    address("RMIRROR_TEST_TODOIST_BASE_URL", "https://api.todoist.com",
            "Address of Todoist's API, which takes to-dos."),
};

}  // namespace

std::span<Option const> test_options()
{
    return kForTests;
}

}  // namespace rmirror
