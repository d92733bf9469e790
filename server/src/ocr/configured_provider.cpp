// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/configured_provider.hpp"

#include "ocr/claude/claude.hpp"
#include "ocr/claude/claude_message.hpp"
#include "ocr/openai/openai_compatible.hpp"
#include "ocr/service/request.hpp"

namespace rmirror::ocr {

namespace {

bool is_claude(Settings const& settings)
{
    return settings.text("RMIRROR_OCR_PROVIDER") == "claude";
}

}  // namespace

bool has_provider(Settings const& settings)
{
    return is_claude(settings) ? !settings.secret("RMIRROR_ANTHROPIC_API_KEY").empty()
                               : !settings.text("RMIRROR_OCR_BASE_URL").empty();
}

Result<Done> check_settings(Settings const& settings)
{
    if (!is_claude(settings) && settings.text("RMIRROR_OCR_BASE_URL").empty())
        return Refusal{"RMIRROR_OCR_PROVIDER=openai needs RMIRROR_OCR_BASE_URL."};
    if (settings.flag("RMIRROR_OCR_BATCH") && !is_claude(settings))
        return Refusal{"RMIRROR_OCR_BATCH=on needs RMIRROR_OCR_PROVIDER=claude: only Claude has batches."};
    return Done{};
}

std::unique_ptr<Provider> configured_provider(Settings const& settings, BudgetedCall ask)
{
    if (!has_provider(settings))
        return nullptr;
    auto const& model = settings.text("RMIRROR_OCR_MODEL");
    if (is_claude(settings))
        return std::make_unique<Claude>(settings.text("RMIRROR_TEST_ANTHROPIC_BASE_URL"),
                                        settings.secret("RMIRROR_ANTHROPIC_API_KEY"), model, std::move(ask));
    return std::make_unique<OpenAiCompatible>(settings.text("RMIRROR_OCR_BASE_URL"),
                                              settings.secret("RMIRROR_OCR_API_KEY"), model, std::move(ask));
}

spend::Budget configured_budget(Settings const& settings, spend::Account& account)
{
    auto const vendor = is_claude(settings) ? spend::Vendor::claude : spend::Vendor::other;
    return {account, vendor, settings.text("RMIRROR_OCR_MODEL")};
}

spend::Nanodollars min_cost_of_page(Settings const& settings, spend::Account& account)
{
    Page page;
    page.pictures.emplace_back();
    return configured_budget(settings, account)
        .cost(max_tokens({page}, is_claude(settings) ? default_max_tokens(1) : kAssumedMaxTokens),
              spend::Rate::usual);
}

std::unique_ptr<BatchProvider> configured_batches(Settings const& settings, Ask ask_once,
                                                  ClaudeBatches::Note note, spend::Budget budget)
{
    if (!has_provider(settings) || !is_claude(settings))
        return nullptr;
    return std::make_unique<ClaudeBatches>(
        settings.text("RMIRROR_TEST_ANTHROPIC_BASE_URL"), settings.secret("RMIRROR_ANTHROPIC_API_KEY"),
        settings.text("RMIRROR_OCR_MODEL"), std::move(ask_once), std::move(note), std::move(budget));
}

}  // namespace rmirror::ocr
