"""Training of the attribution tagger: who (source) says by which words (cue) what (content), and which belong together.

The encoder is a small pre-trained BERT; the conventions and the stories are PolNeAR's (Newell, Margolin and Ruths, LREC 2018).
"""
