"""What members write, and what they want by it: the measure of Sammen's understanding.

catalogue.yaml  the process against which everything is read, on one fixed day: documents, meetings,
                milestones, people, frequent questions, synonyms.
seen.yaml       the half of the utterances that may be read while tuning.
held.yaml       the half that is held apart: only its report counts.
variants.yaml   everyday requests and their close neighbours, by other writers; learnt from as well.
examples.yaml   what the classifier learns from: by outcome, what people have written for it.
training.py     learns from them, and writes bot/requests/classifier.npz.
reading.py      reads them as values; knows which wishes there are.
judging.py      has Sammen read them, and counts what is right and what is confidently wrong.
test_corpus.py  the corpus is sound.

An utterance has `say`, `language` (da, en or mixed) and `means`, the outcomes that the asker wants,
all of them and in any order. An outcome is a wish and, where there is one, its target:
`document invitation`, `date meeting:workshop`, `next_step`. Where people themselves would have to
ask, `either` lists two or three readings instead: to offer them as guesses is right, and so is to be
sure of one of them.

`unclear` is what Sammen cannot tell or cannot know: right are passing on to a human (so `human`) and
guesses, wrong is a sure answer. As one of several outcomes it stands for that part of the request.
`date milestone:KEY` is `date meeting:KEY` where a meeting has that key.

Who asks is left out: what somebody may have is not a question of understanding. Nor is what there is
already: slides asked for before their meeting are those slides.
"""
