// SPDX-License-Identifier: AGPL-3.0-or-later
// A failure that the server causes, and not a page, costs one call now and then, and not one for each page.
#include "ocr/pausing_provider.hpp"

#include "ocr/reading_service.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr::test {
namespace {

using std::chrono::seconds;

/// Gives the answer that is set.
class Given final : public Provider {
public:
    struct State {
        Answer answer;
        std::optional<Failure> failure;  // Of the service.
        int reads = 0;
        int probes = 0;
    };

    explicit Given(State& state) : state_(state) {}
    Readings read(std::vector<Page> const& pages) override
    {
        ++state_.reads;
        return {std::vector<Answer>(pages.size(), state_.answer), {}};
    }
    std::optional<Failure> probe() override
    {
        ++state_.probes;
        return state_.failure;
    }
    std::string version() const override { return "given"; }

private:
    State& state_;
};

class PausingProviderTest : public testing::Test {
protected:
    /// The service gives this answer to a page, and means it for all where that is so.
    Answer read(Answer const& answer)
    {
        service_.answer = answer;
        service_.failure.reset();
        if (auto const* const refusal = std::get_if<Failure>(&answer);
            refusal && refusal->concern == Concern::service)
            service_.failure = *refusal;
        return provider_.read({page_of()}).answers.front();
    }

    static Failure failure(Reason reason, Concern concern = Concern::service)
    {
        return {reason, queue::Outcome::later(seconds(300), "Wait."), concern,
                "Mend " + std::string(to_string(reason)) + "."};
    }

    Given::State service_;
    PausingProvider::Clock::time_point now_;
    int changes_ = 0;
    std::string advice_;
    PausingProvider provider_{
        std::make_unique<Given>(service_),
        {.now = [this] { return now_; },
         .on_change = [this] { ++changes_; },
         .on_advice = [this](Failure const& failure) { advice_ += failure.advice + " "; }}};
};

TEST_F(PausingProviderTest, asks_nobody_whether_there_is_money_again)
{
    read(failure(Reason::spend_limit));
    EXPECT_TRUE(provider_.pause_message());
    EXPECT_FALSE(provider_.is_available());
    provider_.note_batch_call(std::nullopt);
    EXPECT_FALSE(provider_.is_available()) << "That a batch was looked at says nothing of money.";
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    read(failure(Reason::spend_limit));
    EXPECT_EQ(service_.probes, 0);
    EXPECT_EQ(changes_, 1);
    read(PageText{});
    EXPECT_FALSE(provider_.pause_message());
}

TEST_F(PausingProviderTest, lets_one_call_try_now_and_then_while_the_key_is_refused)
{
    EXPECT_TRUE(provider_.is_available());
    read(failure(Reason::bad_key));
    for (int tries = 0; tries < 3; ++tries) {
        EXPECT_FALSE(provider_.is_available());
        now_ += seconds(299);
        EXPECT_FALSE(provider_.is_available());
        now_ += seconds(1);
        EXPECT_TRUE(provider_.is_available());
        EXPECT_FALSE(provider_.is_available()) << "One tries, and no other.";
        read(failure(Reason::bad_key));
    }
}

TEST_F(PausingProviderTest, goes_on_as_soon_as_a_page_was_read)
{
    read(failure(Reason::no_such_model));
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    read(PageText{});
    EXPECT_TRUE(provider_.is_available());
    EXPECT_TRUE(provider_.is_available());
}

TEST_F(PausingProviderTest, lets_another_try_when_the_first_had_nothing_to_read)
{
    read(failure(Reason::no_credit));
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    now_ += seconds(59);
    EXPECT_FALSE(provider_.is_available());
    now_ += seconds(1);
    EXPECT_TRUE(provider_.is_available());
}

TEST_F(PausingProviderTest, hears_of_batches_what_they_tell_of_the_key)
{
    provider_.note_batch_call(failure(Reason::bad_key));
    EXPECT_FALSE(provider_.is_available());
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    provider_.note_batch_call(std::nullopt);
    EXPECT_TRUE(provider_.is_available());
    provider_.note_batch_call(failure(Reason::rate_limited, Concern::pages));
    EXPECT_TRUE(provider_.is_available());
    read(failure(Reason::no_such_model));
    provider_.note_batch_call(std::nullopt);
    EXPECT_FALSE(provider_.is_available()) << "A batch is taken whatever its model.";
}

TEST_F(PausingProviderTest, does_not_take_a_batch_that_is_looked_at_for_new_credit)
{
    for (auto const reason : {Reason::no_credit, Reason::usage_limit, Reason::unknown}) {
        read(failure(reason));
        provider_.note_batch_call(std::nullopt);
        EXPECT_FALSE(provider_.is_available()) << to_string(reason);
        EXPECT_EQ(provider_.pause_reason(), reason);
    }
}

TEST_F(PausingProviderTest, lets_the_pages_that_began_a_pause_wait_no_longer_than_it_lasts)
{
    for (int tries = 0; tries < 2; ++tries) {
        auto const answer = read(failure(Reason::no_credit));
        EXPECT_EQ(std::get<Failure>(answer).outcome.after, seconds(10));
        EXPECT_FALSE(provider_.is_available());
        now_ += seconds(299);
        EXPECT_FALSE(provider_.is_available());
        now_ += seconds(1);
        EXPECT_TRUE(provider_.is_available());
    }
}

TEST_F(PausingProviderTest, tells_the_administrator_once_what_to_mend)
{
    for (int tries = 0; tries < 3; ++tries)
        read(failure(Reason::no_credit));
    EXPECT_EQ(advice_, "Mend no_credit. ");
    read(failure(Reason::bad_key));
    EXPECT_EQ(advice_, "Mend no_credit. Mend bad_key. ");
    EXPECT_EQ(changes_, 2) << "The reason is another, the sentence for people the same.";
    read(PageText{});
    read(failure(Reason::bad_key));
    EXPECT_EQ(advice_, "Mend no_credit. Mend bad_key. Mend bad_key. ");
}

TEST_F(PausingProviderTest, tells_the_administrator_once_of_pages_that_need_more_than_the_service_has)
{
    for (int page = 0; page < 3; ++page) {
        read(failure(Reason::context_too_small, Concern::pages));
        read(PageText{});
    }
    EXPECT_EQ(advice_, "Mend context_too_small. ");
    EXPECT_EQ(changes_, 0);
}

TEST_F(PausingProviderTest, pauses_for_nobody_when_one_page_is_refused_and_a_word_is_not)
{
    for (auto const reason : {Reason::forbidden, Reason::not_found, Reason::unknown, Reason::limit_refused}) {
        auto const answer = read({Failure{
            reason, queue::Outcome::retry(queue::ErrorClass::invalid_data, "No."), Concern::pages, ""}});
        EXPECT_EQ(std::get<Failure>(answer).reason, reason);
        EXPECT_TRUE(provider_.is_available());
        EXPECT_FALSE(provider_.pause_message());
    }
    EXPECT_EQ(service_.probes, 4);
    EXPECT_EQ(changes_, 0);
}

TEST_F(PausingProviderTest, pauses_all_when_a_word_is_refused_like_the_page)
{
    service_.answer = Failure{
        Reason::not_found, queue::Outcome::retry(queue::ErrorClass::invalid_data, "No."), Concern::pages, ""};
    service_.failure = failure(Reason::no_such_model);
    EXPECT_EQ(std::get<Failure>(provider_.read({page_of()}).answers.front()).reason, Reason::no_such_model);
    EXPECT_FALSE(provider_.is_available());
    EXPECT_EQ(provider_.pause_message(), "Wait.");
    EXPECT_EQ(changes_, 1);
    // The trial shows no page until the service answers again.
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    provider_.read({page_of(), page_of()});
    EXPECT_EQ(service_.reads, 1);
    EXPECT_FALSE(provider_.is_available());
    now_ += seconds(300);
    EXPECT_TRUE(provider_.is_available());
    service_.failure.reset();
    service_.answer = PageText{};
    provider_.read({page_of(), page_of()});
    EXPECT_EQ(service_.reads, 2);
    EXPECT_TRUE(provider_.is_available());
    EXPECT_FALSE(provider_.pause_message());
}

TEST_F(PausingProviderTest, asks_pages_apart_before_it_asks_about_the_service)
{
    service_.answer = Failure{
        Reason::forbidden, queue::Outcome::retry(queue::ErrorClass::invalid_data, "No."), Concern::pages, ""};
    provider_.read({page_of(), page_of()});
    EXPECT_EQ(service_.probes, 0);
    EXPECT_TRUE(provider_.is_available());
}

TEST_F(PausingProviderTest, asks_on_when_it_is_only_a_page_or_a_moment)
{
    for (auto const reason : {Reason::bad_answer, Reason::refused, Reason::rate_limited, Reason::overloaded,
                              Reason::unreachable, Reason::bad_request, Reason::server_fault}) {
        read(failure(reason, Concern::pages));
        EXPECT_TRUE(provider_.is_available()) << to_string(reason);
    }
}

}  // namespace
}  // namespace rmirror::ocr::test
