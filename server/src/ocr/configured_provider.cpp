// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/configured_provider.hpp"

#include "ocr/claude.hpp"
#include "ocr/openai_compatible.hpp"

namespace rmirror::ocr {

namespace {

bool is_claude(Settings const& settings)
{
    return settings.text("RMIRROR_OCR_PROVIDER") == "claude";
}

bool is_address(std::string_view text)
{
    return (text.starts_with("http://") || text.starts_with("https://")) && !text.ends_with('/');
}

bool is_one_line(Secret const& secret)
{
    return secret.reveal().find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
}

std::string address_sentence(std::string const& name)
{
    return name + " must look like https://host.example, without a slash at its end.";
}

}  // namespace

bool has_provider(Settings const& settings)
{
    return is_claude(settings) ? !settings.secret("RMIRROR_ANTHROPIC_API_KEY").empty()
                               : !settings.text("RMIRROR_OCR_BASE_URL").empty();
}

bool check_settings(Settings const& settings, std::string& why)
{
    auto const& provider = settings.text("RMIRROR_OCR_PROVIDER");
    auto const& base = settings.text("RMIRROR_OCR_BASE_URL");
    if (provider != "claude" && provider != "openai")
        why = "RMIRROR_OCR_PROVIDER must be claude or openai.";
    else if (!is_address(settings.text("RMIRROR_ANTHROPIC_BASE_URL")))
        why = address_sentence("RMIRROR_ANTHROPIC_BASE_URL");
    else if (provider == "openai" && !is_address(base))
        why = address_sentence("RMIRROR_OCR_PROVIDER=openai needs RMIRROR_OCR_BASE_URL, which");
    else if (!is_one_line(settings.secret("RMIRROR_ANTHROPIC_API_KEY")))
        why = "RMIRROR_ANTHROPIC_API_KEY must be one line.";
    else if (auto const& batch = settings.text("RMIRROR_OCR_BATCH"); batch != "on" && batch != "off")
        why = "RMIRROR_OCR_BATCH must be on or off.";
    else if (batch == "on" && provider != "claude")
        why = "RMIRROR_OCR_BATCH=on needs RMIRROR_OCR_PROVIDER=claude: only Claude reads in batches.";
    else if (!is_one_line(settings.secret("RMIRROR_OCR_API_KEY")))
        why = "RMIRROR_OCR_API_KEY must be one line.";
    return why.empty();
}

std::unique_ptr<Provider> configured_provider(Settings const& settings, Ask ask)
{
    if (!has_provider(settings))
        return nullptr;
    auto const& model = settings.text("RMIRROR_OCR_MODEL");
    if (is_claude(settings))
        return std::make_unique<Claude>(settings.text("RMIRROR_ANTHROPIC_BASE_URL"),
                                        settings.secret("RMIRROR_ANTHROPIC_API_KEY"), model, std::move(ask));
    return std::make_unique<OpenAiCompatible>(settings.text("RMIRROR_OCR_BASE_URL"),
                                              settings.secret("RMIRROR_OCR_API_KEY"), model, std::move(ask));
}

std::unique_ptr<BatchProvider> configured_batches(Settings const& settings, Ask ask_once,
                                                  ClaudeBatches::Note note)
{
    if (!has_provider(settings) || !is_claude(settings))
        return nullptr;
    return std::make_unique<ClaudeBatches>(
        settings.text("RMIRROR_ANTHROPIC_BASE_URL"), settings.secret("RMIRROR_ANTHROPIC_API_KEY"),
        settings.text("RMIRROR_OCR_MODEL"), std::move(ask_once), std::move(note));
}

}  // namespace rmirror::ocr
