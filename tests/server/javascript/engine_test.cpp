// SPDX-License-Identifier: AGPL-3.0-or-later
#include "javascript/engine.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::javascript {
namespace {

constexpr std::string_view kScript = R"js(
    let calls = 0
    globalThis.tested = {
        echo: (text) => text,
        count: () => String(++calls),
        normalized: (text) => text.normalize('NFD'),
        checksum: (text) => cyrb53(text),
        graphemes: (text) => graphemeEnds(text).join(),
        forever() { for (;;); },
        backtracking: (text) => String(/^(a+)+$/.test(text)),
        hog() { const all = []; for (;;) all.push({ x: [1, 2, 3] }) },
        arrays() { const all = []; for (;;) all.push(new Array(1e6).fill(0)) },
        texts() { let text = 'x'; for (;;) text += text + 'y' },
        long: (text) => text.repeat(1000),
        deep() { const call = () => call() + 1; return call() },
        throws() { throw new TypeError('no such note') },
        throwsNothing() { throw undefined },
        number: () => 5,
        world: () => Object.getOwnPropertyNames(globalThis).sort().join(),
    }
)js";

using std::chrono::milliseconds;

constexpr Limits kSmall{.time = milliseconds(10'000), .heap_bytes = 32U << 20U, .max_text_bytes = 1U << 20U};

Engine small()
{
    return Engine(kScript, "tested", kSmall);
}

TEST(JavaScriptEngine, hands_texts_in_and_out_whatever_is_in_them)
{
    auto engine = small();
    for (std::string const text : {"", "Grüße, 日本語 𝒳 👩‍👩‍👧", "\"\\\n\u2028"})
        EXPECT_EQ(engine.call("echo", text).text, text);
}

TEST(JavaScriptEngine, keeps_its_state_between_calls)
{
    auto engine = small();
    EXPECT_EQ(engine.call("count", "").text, "1");
    EXPECT_EQ(engine.call("count", "").text, "2");
}

TEST(JavaScriptEngine, knows_unicode)
{
    auto engine = small();
    EXPECT_EQ(engine.call("normalized", "\u00fc").text, "u\u0308");
    EXPECT_EQ(engine.call("graphemes", "au\u0308👩‍👩‍👧🇩🇪\r\n").text, "1,3,11,15,17");
    EXPECT_EQ(engine.call("graphemes", "").text, "");
}

/// As shared/src/vault/checksum.ts has it.
TEST(JavaScriptEngine, has_the_checksum_of_vaults)
{
    auto engine = small();
    EXPECT_EQ(engine.call("checksum", "").text, "dcb81aee8d83");
    EXPECT_EQ(engine.call("checksum", "Grüße, 日本語 𝒳").text, "79d8c0398b96");
}

TEST(JavaScriptEngine, ends_a_script_that_takes_too_long_and_begins_anew)
{
    auto limits = kSmall;
    limits.time = milliseconds(50);
    Engine engine(kScript, "tested", limits);
    EXPECT_EQ(engine.call("forever", "").failure, Failure::too_long);
    // Its stack has a limit of its own, which may be reached before.
    EXPECT_TRUE(engine.call("backtracking", std::string(40, 'a') + "b").failure);
    EXPECT_EQ(engine.call("count", "").text, "1");
}

TEST(JavaScriptEngine, refuses_more_memory_than_its_limit)
{
    auto engine = small();
    for (auto const* const hog : {"hog", "arrays"}) {
        auto const result = engine.call(hog, "");
        EXPECT_EQ(result.failure, Failure::too_large) << hog << " " << result.why;
        EXPECT_EQ(engine.call("echo", "well").text, "well");
    }
}

TEST(JavaScriptEngine, refuses_texts_that_are_too_long)
{
    auto engine = small();
    EXPECT_TRUE(engine.call("texts", "").failure);
    EXPECT_EQ(engine.call("echo", std::string(2U << 20U, 'x')).failure, Failure::too_large);
    EXPECT_EQ(engine.call("long", std::string(2000, 'x')).failure, Failure::too_large);
}

TEST(JavaScriptEngine, returns_exceptions_as_failures)
{
    auto engine = small();
    auto const thrown = engine.call("throws", "");
    EXPECT_EQ(thrown.failure, Failure::exception);
    EXPECT_NE(thrown.why.find("no such note"), std::string::npos) << thrown.why;
    for (auto const* const function : {"throwsNothing", "deep", "missing", "number"})
        EXPECT_EQ(engine.call(function, "").failure, Failure::exception) << function;
    EXPECT_EQ(engine.call("echo", "\xff\xfe").failure, Failure::exception);
}

TEST(JavaScriptEngine, reports_a_script_that_does_not_start)
{
    for (auto const* const script : {"}", "throw new Error('x')", "globalThis.other = {}"}) {
        Engine engine(script, "tested", kSmall);
        EXPECT_THROW(engine.call("echo", ""), std::logic_error) << script;
    }
}

TEST(JavaScriptEngine, gives_a_script_no_way_out)
{
    auto engine = small();
    auto const world = "," + engine.call("world", "").text + ",";
    for (auto const* const name :
         {"fetch", "print", "require", "load", "read", "process", "os", "setTimeout"})
        EXPECT_EQ(world.find("," + std::string(name) + ","), std::string::npos) << name;
}

TEST(JavaScriptEngine, runs_on_several_threads)
{
    std::vector<std::string> texts(4);
    std::vector<std::jthread> threads;
    threads.reserve(texts.size());
    for (auto& text : texts)
        threads.emplace_back([&text] {
            auto engine = small();
            for (int i = 0; i < 100; ++i)
                text = engine.call("count", "").text;
        });
    threads.clear();
    EXPECT_EQ(texts, std::vector<std::string>(4, "100"));
}

/// As the service's MemoryDenyWriteExecute demands.
TEST(JavaScriptEngine, makes_no_memory_executable)
{
    auto engine = small();
    EXPECT_EQ(engine.call("normalized", "a").text, "a");
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        EXPECT_EQ(line.find(" rwx"), std::string::npos) << line;
        bool const is_code = line.find(" r-xp ") != std::string::npos;
        EXPECT_TRUE(!is_code || line.find_first_of("/[") != std::string::npos) << line;
    }
}

}  // namespace
}  // namespace rmirror::javascript
